"""Epochs of minibatches."""

import math
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.data import Dataset
from reglab.layers.arrays import Array
from reglab.training.nonfinite import finite, origin_in_gradients, origin_of_loss
from reglab.training.schedules import Schedule
from reglab.training.trainable import FunctionNet, ModelNet
from reglab.training.update_rule import Optimizer


class Minibatches:
    """Training of a net, with the training set in another order in each epoch.

    Args:
        net: the net.
        optimizer: changes the parameters in each step.
        data: data set with the training set.
        batch_size: examples per step; the last batch of an epoch may be smaller.
        seed: of the order.
        schedule: factor of the learning rate as a function of the epochs.
    """

    def __init__(
        self,
        net: FunctionNet | ModelNet,
        optimizer: Optimizer,
        data: Dataset,
        batch_size: int,
        seed: int,
        schedule: Schedule | None,
    ) -> None:
        self.net, self.optimizer = net, optimizer
        self.X, self.y = net.inputs(data.X_train), data.y_train
        self.batch_size, self.schedule = batch_size, schedule
        self.rng = np.random.default_rng(seed)
        self._grads = net.params.like()
        self._base_rate = float(getattr(optimizer, "learning_rate", math.nan))
        if schedule is not None and math.isnan(self._base_rate):
            raise TypeError("schedule needs an optimizer with a learning_rate")

    @property
    def steps(self) -> int:
        """Number of steps in an epoch."""
        return math.ceil(len(self.X) / self.batch_size)

    def epoch(self, number: int, after_step: Callable[[], None]) -> float:
        """Train for the epoch with this number; return the mean loss of its batches.

        Raises:
            FloatingPointError: the loss or a gradient is NaN or infinite.
        """
        order = self.rng.permutation(len(self.X))
        losses: list[float] = []
        for start in range(0, len(order), self.batch_size):
            self._set_rate(number - 1 + start / len(order))
            place = f"in epoch {number}, step {len(losses) + 1}"
            losses.append(self._step(order[start : start + self.batch_size], place))
            after_step()
        return float(np.mean(losses))

    def _step(self, batch: NDArray[np.intp], place: str) -> float:
        X: Array = self.X[batch]
        loss = self.net.gradients(X, self.y[batch], self._grads)
        if not math.isfinite(loss):
            origin = origin_of_loss(X, self.net.params, self.net.layer_outputs)
            raise FloatingPointError(f"the loss is {loss} {place}: training stopped. {origin}")
        if not finite(self._grads.flat):
            name, origin = origin_in_gradients(self._grads)
            raise FloatingPointError(
                f"the gradient of {name} is not finite {place}, but the loss is ({loss:.4g}): "
                f"training stopped. {origin}"
            )
        with np.errstate(all="ignore"):  # the next step reports an overflow
            self.optimizer.step(self.net.params, self._grads)
        return loss

    def _set_rate(self, epochs: float) -> None:
        if self.schedule is not None:
            rate = self._base_rate * self.schedule(epochs)
            self.optimizer.learning_rate = rate  # type: ignore[attr-defined]  # seen in __init__

    def state_dict(self) -> dict[str, Any]:
        """State of the optimizer, if it has any, and of the random numbers, as copies."""
        state_of: Callable[[], Any] = getattr(self.optimizer, "state_dict", lambda: None)
        return {
            "optimizer": state_of(),
            "rng": deepcopy(self.rng.bit_generator.state),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        if state["optimizer"] is not None:
            self.optimizer.load_state_dict(state["optimizer"])  # type: ignore[attr-defined]  # see above
        self.rng.bit_generator.state = state["rng"]
