"""Training a net by minibatches, and what was measured on the way."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from reglab.progress import say, steps
from reglab.training.best import Best
from reglab.training.flat import FlatDict
from reglab.training.history import History, evaluate
from reglab.training.minibatches import Minibatches
from reglab.training.optimizers import named
from reglab.training.schedules import Schedule
from reglab.training.solver_settings import check, net_of
from reglab.training.update_rule import Optimizer
from reglab.training.yardstick import Yardstick

__all__ = ["History", "Solver", "evaluate"]


class Solver:
    """Trains a net on minibatches.

    ``Solver(model, data, ...)`` trains an object: a FullyConnectedNet, or one as in cs231n.
    ``Solver(loss, scores, params, data, ...)`` trains a copy of params for a net that is written
    as two functions, because dropout makes training and measuring two different nets.

    Args:
        model: see reglab.training.trainable.Model.
        loss: loss(params, X, y) returns the loss of a batch and the dict of its gradients. It
            should draw dropout masks without a fixed seed, or every step uses the same mask.
        scores: scores(params, X) returns scores of shape (N, C), nothing dropped.
        params: dict of the initial parameters.
        data: a Dataset, such as load_digits returns, or a dict with the same four arrays.
        optimizer: "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"; an object
            such as SGD(1e-2, momentum=0.9); or a function (w, dw, config) -> (next_w, config).
        learning_rate: for an optimizer that is given by name or as a function.
        schedule: factor on the learning rate by epochs trained, see reglab.training.schedules.
        batch_size: examples in a step; the last batch of an epoch may be smaller.
        patience: stop once so many epochs have not improved on the best, and end with the best
            weights in the net; None to train on and keep the last.
        watch: the field of History that decides which epoch is best.
        min_delta: an epoch improves on the best only by more than this.
        num_train_samples: how many to measure on after each epoch; None for all.
        num_val_samples: the same of the validation set.
        callback: is called with the solver after each epoch; training ends if it returns True.
        seed: of the order of the batches.
        verbose: whether to show a progress bar.
    """

    def __init__(
        self,
        *net: Any,
        optimizer: str | Optimizer | Callable[..., Any] = "adam",
        learning_rate: float = 1e-3,
        schedule: Schedule | None = None,
        batch_size: int = 50,
        patience: int | None = None,
        watch: str = "val_loss",
        min_delta: float = 0.0,
        num_train_samples: int | None = None,
        num_val_samples: int | None = None,
        callback: Callable[["Solver"], object] | None = None,
        seed: int = 0,
        verbose: bool = True,
        **named_net: Any,
    ) -> None:
        self._net, given = net_of(net, named_net)
        self.model, self.loss, self.scores = given["model"], given["loss"], given["scores"]
        self.data, self.verbose = given["data"], verbose
        self.patience, self.callback = patience, callback
        self.optimizer = named(optimizer, learning_rate)
        self._batches = Minibatches(
            self._net, self.optimizer, self.data, batch_size, seed, schedule
        )
        self._yardstick = Yardstick(self.data, num_train_samples, num_val_samples, seed)
        self._best = Best(watch, min_delta)
        check(batch_size, patience, watch, self._yardstick)
        self._rows: list[list[float]] = []
        self._last: dict[str, Any] | None = None

    @property
    def params(self) -> FlatDict:
        """The parameters as they are now."""
        return self._net.params

    @property
    def history(self) -> History:
        """What was measured after each epoch so far."""
        return History.of_rows(self._rows)

    @property
    def epoch(self) -> int:
        """How many epochs were trained."""
        return len(self._rows)

    @property
    def best_epoch(self) -> int:
        """The best epoch by what is watched; 0 before there is one."""
        return self._best.epoch

    @property
    def stopped(self) -> bool:
        """Whether patience has run out; to go on, raise patience."""
        return self.patience is not None and self.epoch - self.best_epoch >= self.patience

    def train(self, epochs: int) -> History:
        """Train for so many epochs more; return the whole history.

        An epoch that is broken off, by Ctrl-C or by an error, is undone, so that to train again
        is to go on as if nothing had happened (if the optimizer tells its state).

        Args:
            epochs: how many more.

        Raises:
            FloatingPointError: the loss or a gradient is NaN or infinite; the message says where
                that came from.
        """
        if self._last is not None:
            self._net.load_state_dict(self._last)
            self._last = None
        self._train_to(self.epoch + epochs)
        if self.patience is not None:
            self.restore_best()
        return self.history

    def restore_best(self) -> None:
        """Put the weights of the best epoch into the net; train will go on from the last ones."""
        if self._best.state and self._last is None:
            self._last = self._net.state_dict()
            self._net.load_state_dict(self._best.state)

    def state_dict(self) -> dict[str, Any]:
        """All that the rest of the training depends on, as copies."""
        return {
            "rows": list(self._rows),
            "net": self._last or self._net.state_dict(),
            "batches": self._batches.state_dict(),
            "best": self._best.state_dict(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from where state_dict was called."""
        self._rows, self._last = list(state["rows"]), None
        self._net.load_state_dict(state["net"])
        self._batches.load_state_dict(state["batches"])
        self._best.load_state_dict(state["best"])

    def _train_to(self, goal: int) -> None:
        """Epoch after epoch, until the goal or until there is a reason to stop."""
        total = (goal - self.epoch) * self._batches.steps
        with steps(total, "training", visible=self.verbose and total > 0) as advance:
            while self.epoch < goal and not self.stopped:
                val = f", val {self._rows[-1][-1]:.1%}" if self._rows else ""
                self._epoch(partial(advance, f"epoch {self.epoch + 1}/{goal}{val}"))
                if self.callback is not None and self.callback(self):
                    break
        if self.stopped:
            say(self._best.why_stopped(self.epoch), visible=self.verbose)

    def _epoch(self, after_step: Callable[[], None]) -> None:
        """Train for one epoch and measure, or leave everything as it was."""
        before = self.state_dict()
        try:
            objective = self._batches.epoch(self.epoch + 1, after_step)
            row = [objective, *self._yardstick.measure(self._net.scores)]
        except BaseException:
            self.load_state_dict(before)
            raise
        self._rows.append(row)
        self._best.see(self.epoch, row, self._net)
