"""The Solver, which trains a net on minibatches."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from reglab.progress import say, steps
from reglab.training.best import Best
from reglab.training.evaluation import Evaluation
from reglab.training.flat import FlatDict
from reglab.training.history import History, evaluate
from reglab.training.minibatches import Minibatches
from reglab.training.optimizers import named
from reglab.training.schedules import Schedule
from reglab.training.solver_settings import check, net_of
from reglab.training.update_rule import Optimizer

__all__ = ["History", "Solver", "evaluate"]


class Solver:
    """Training of a net on minibatches.

    ``Solver(model, data, ...)`` trains an object: a FullyConnectedNet, or one as in cs231n.
    ``Solver(loss, scores, params, data, ...)`` trains a copy of params for a net of two functions,
    one for training and one for evaluation.

    Args:
        model: see reglab.training.trainable.Model.
        loss: loss(params, X, y) returns the loss of a batch and the dict of its gradients. With
            a fixed seed for dropout, all steps would use the same mask.
        scores: scores(params, X) returns scores of shape (N, C) without dropout.
        params: dict of the initial parameters.
        data: a Dataset, such as load_digits returns, or a dict with the same four arrays.
        optimizer: "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"; an object
            such as SGD(1e-2, momentum=0.9); or a function (w, dw, config) -> (next_w, config).
        learning_rate: for an optimizer that is a name or a function.
        schedule: factor of the learning rate, see reglab.training.schedules.
        batch_size: examples per step; the last batch of an epoch may be smaller.
        patience: number of epochs without improvement after which training stops, with the best
            weights in the net; None never stops and keeps the last weights.
        watch: the field of History that decides which epoch is best.
        min_delta: smallest improvement that counts.
        num_train_samples: training examples for the evaluation after each epoch; None for all.
        num_val_samples: the same for the validation set.
        callback: a function of the solver, called after each epoch; True stops the training.
        seed: of the order of the examples.
        verbose: True shows a progress bar.
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
        self._evaluation = Evaluation(self.data, num_train_samples, num_val_samples, seed)
        self._best = Best(watch, min_delta)
        check(batch_size, patience, watch, self._evaluation)
        self._rows: list[list[float]] = []
        self._last: dict[str, Any] | None = None

    @property
    def params(self) -> FlatDict:
        """Current parameters."""
        return self._net.params

    @property
    def history(self) -> History:
        """Losses and accuracies after each epoch so far."""
        return History.of_rows(self._rows)

    @property
    def epoch(self) -> int:
        """Number of epochs so far."""
        return len(self._rows)

    @property
    def best_epoch(self) -> int:
        """Best epoch so far, 0 at first."""
        return self._best.epoch

    @property
    def stopped(self) -> bool:
        """True after patience epochs without improvement; a larger patience allows more."""
        return self.patience is not None and self.epoch - self.best_epoch >= self.patience

    def train(self, epochs: int) -> History:
        """Train for more epochs; return the history of all epochs.

        After Ctrl-C or an error, the Solver has the state before the current epoch, and can train
        again (if the optimizer has a state_dict).

        Args:
            epochs: number of epochs to add.

        Raises:
            FloatingPointError: the loss or a gradient is NaN or infinite; the message names the
                origin.
        """
        if self._last is not None:
            self._net.load_state_dict(self._last)
            self._last = None
        self._train_to(self.epoch + epochs)
        if self.patience is not None:
            self.restore_best()
        return self.history

    def restore_best(self) -> None:
        """Put the best weights into the net; train continues from the last ones."""
        if self._best.state and self._last is None:
            self._last = self._net.state_dict()
            self._net.load_state_dict(self._best.state)

    def state_dict(self) -> dict[str, Any]:
        """State of the training, as copies."""
        return {
            "rows": list(self._rows),
            "net": self._last or self._net.state_dict(),
            "batches": self._batches.state_dict(),
            "best": self._best.state_dict(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Restore a state from state_dict."""
        self._rows, self._last = list(state["rows"]), None
        self._net.load_state_dict(state["net"])
        self._batches.load_state_dict(state["batches"])
        self._best.load_state_dict(state["best"])

    def _train_to(self, goal: int) -> None:
        """Train up to an epoch, or until patience or the callback stops it."""
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
        """Train for one epoch and evaluate; after an error, restore the state before it."""
        before = self.state_dict()
        try:
            objective = self._batches.epoch(self.epoch + 1, after_step)
            row = [objective, *self._evaluation.measure(self._net.scores)]
        except BaseException:
            self.load_state_dict(before)
            raise
        self._rows.append(row)
        self._best.compare(self.epoch, row, self._net)
