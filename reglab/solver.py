"""Training a net by minibatches, and what was measured on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reglab.data import Dataset
from reglab.layers import softmax_loss
from reglab.optimizers import SGD, Adam, Optimizer, Params
from reglab.progress import progress

Array = NDArray[np.floating]
Labels = NDArray[np.integer]
Loss = Callable[[Params, Array, Labels], tuple[float, Mapping[str, Array]]]
Scores = Callable[[Params, Array], Array]


@dataclass(frozen=True, eq=False)
class History:
    """One number per epoch, measured after it; all arrays have the length of epoch.

    Attributes:
        epoch: 1, 2, ...
        objective: the loss as it was minimised (with dropout and penalty), averaged over the
            batches of the epoch.
        train_loss: cross-entropy of the scores on the training set, in nats.
        train_accuracy: share of the training set that is classified as labelled, 0 to 1.
        val_loss: as train_loss, on the validation set.
        val_accuracy: as train_accuracy, on the validation set.
    """

    epoch: NDArray[np.integer]
    objective: Array
    train_loss: Array
    train_accuracy: Array
    val_loss: Array
    val_accuracy: Array


def evaluate(scores: Array, y: Labels) -> tuple[float, float]:
    """Cross-entropy in nats and accuracy (0 to 1) of scores of shape (N, C)."""
    loss, _ = softmax_loss(scores, y)
    return loss, float((scores.argmax(axis=1) == y).mean())


class Solver:
    """Trains the parameters of a net on minibatches.

    Training and measuring are two functions because dropout makes them two different nets:
    the loss is taken in train mode, the scores in test mode.

    Args:
        loss: loss(params, X, y) returns the loss of a batch and the dict of its gradients.
            If it draws dropout masks it should do so without a fixed seed, or every step
            uses the same mask.
        scores: scores(params, X) returns scores of shape (N, C), nothing dropped.
        params: dict of the initial parameters; the solver works on a copy.
        data: a Dataset, such as load_digits returns.
        optimizer: "adam", "sgd", or an object with a step method such as
            SGD(1e-2, momentum=0.9).
        learning_rate: for an optimizer that is given by name.
        batch_size: examples in a step; the last batch of an epoch may be smaller.
        seed: of the order of the batches.
        verbose: whether to show a progress bar.

    Attributes:
        params: the parameters as they are now.
        history: what was measured after each epoch so far.
    """

    def __init__(
        self,
        loss: Loss,
        scores: Scores,
        params: Params,
        data: Dataset,
        *,
        optimizer: str | Optimizer = "adam",
        learning_rate: float = 1e-3,
        batch_size: int = 50,
        seed: int = 0,
        verbose: bool = True,
    ) -> None:
        self.loss, self.scores, self.data = loss, scores, data
        self.params = {name: value.copy() for name, value in params.items()}
        self.optimizer = _named(optimizer, learning_rate)
        self.batch_size, self.verbose = batch_size, verbose
        self.rng = np.random.default_rng(seed)
        self._rows: list[tuple[float, ...]] = []

    @property
    def history(self) -> History:
        """What was measured after each epoch so far."""
        columns = np.array(self._rows, dtype=float).reshape(-1, 5).T
        return History(np.arange(1, len(self._rows) + 1), *columns)

    def train(self, epochs: int) -> History:
        """Train for so many epochs more, and return the whole history.

        Raises:
            FloatingPointError: the loss is NaN or infinite.
        """
        for _ in progress(range(epochs), "training", visible=self.verbose):
            objective = self._epoch()
            train = evaluate(self.scores(self.params, self.data.X_train), self.data.y_train)
            val = evaluate(self.scores(self.params, self.data.X_val), self.data.y_val)
            self._rows.append((objective, *train, *val))
        return self.history

    def _epoch(self) -> float:
        """One pass over the training set in a new order; the mean loss of its batches."""
        X, y = self.data.X_train, self.data.y_train
        order = self.rng.permutation(len(X))
        losses: list[float] = []
        for start in range(0, len(X), self.batch_size):
            batch = order[start : start + self.batch_size]
            loss, grads = self.loss(self.params, X[batch], y[batch])
            if not np.isfinite(loss):
                raise FloatingPointError(
                    f"the loss is {loss} in epoch {len(self._rows) + 1}, step {len(losses) + 1}: "
                    "training stopped. A smaller learning rate may help, if the gradients are right"
                )
            self.optimizer.step(self.params, grads)
            losses.append(float(loss))
        return float(np.mean(losses))


def _named(optimizer: str | Optimizer, learning_rate: float) -> Optimizer:
    if not isinstance(optimizer, str):
        return optimizer
    if optimizer == "adam":
        return Adam(learning_rate)
    if optimizer == "sgd":
        return SGD(learning_rate)
    raise ValueError(f'optimizer must be "adam", "sgd" or an object, not {optimizer!r}')
