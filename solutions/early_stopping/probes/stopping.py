"""Drives EarlyStopping and train_with_early_stopping with nets that only count epochs."""

import numpy as np
import stopping


def watch(losses, patience, min_delta, names=("W1", "b1", "W2", "b2")):
    """One loss after the other, until step says stop or there are no more.

    The parameters hold the number of the epoch, and are changed in place from epoch to epoch.
    """
    watcher = stopping.EarlyStopping(patience, min_delta)
    params = _params(names)
    stopped_after = 0
    for epoch, loss in enumerate(losses, start=1):
        _write(params, epoch)
        if watcher.step(float(loss), params):
            stopped_after = epoch
            break
    left = {name: array.copy() for name, array in params.items()}
    _write(params, -1)
    params["b1"] = np.full(3, -2.0)
    return {
        "stopped_after": stopped_after,
        "best_loss": watcher.best_loss,
        "best_epoch": watcher.best_epoch,
        "best_params": watcher.best_params,
        "left": left,  # the parameters after the last step
    }


def watch_two(first, second, patience):
    """Two watchers that see a loss each, in turn: the epochs after which they stop."""
    watchers = [stopping.EarlyStopping(patience, 0.0) for _ in range(2)]
    params = _params(("W1", "b1"))
    stopped = [0, 0]
    for epoch, losses in enumerate(zip(first, second), start=1):  # noqa: B905 - lengths are equal
        for i, loss in enumerate(losses):
            if not stopped[i] and watchers[i].step(float(loss), params):
                stopped[i] = epoch
    return {"stopped": stopped, "best": [watcher.best_epoch for watcher in watchers]}


def train(stop_at, best_epoch, max_epochs):
    """Train a net that counts its epochs, with a script in place of an EarlyStopping.

    Args:
        stop_at: the epoch after which the script says stop.
        best_epoch: the epoch that the script says was best, if it comes to it; before that it is
            the first.
        max_epochs: handed on.
    """
    script = _Script(stop_at, best_epoch)
    params = _params(("W1", "b1"))
    _write(params, 0)
    trained = []

    def train_one_epoch(params):
        trained.append(1)
        for array in params.values():
            array += 1.0

    def dev_loss(params):
        return 100.0 - 3.0 * float(params["b1"][0])

    losses = stopping.train_with_early_stopping(
        train_one_epoch, dev_loss, params, script, max_epochs
    )
    return {
        "losses": losses,
        "trained": len(trained),
        "told": script.losses,  # what step was given
        "shown": script.epochs,  # the epochs that the parameters had been through by then
        "params": params,
    }


class _Script:
    """Has the attributes of an EarlyStopping, and stops where it was told to stop."""

    def __init__(self, stop_at, best_epoch):
        self.patience, self.min_delta = 1, 0.0
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        self.losses, self.epochs = [], []
        self._stop_at, self._best_at = stop_at, best_epoch

    def step(self, dev_loss, params):
        self.losses.append(dev_loss)
        self.epochs.append(float(params["b1"][0]))
        if len(self.losses) in (1, self._best_at):
            self.best_loss, self.best_epoch = dev_loss, len(self.losses)
            self.best_params = {name: array.copy() for name, array in params.items()}
        return len(self.losses) >= self._stop_at


def _params(names):
    shapes = {"W": (2, 3), "b": (3,)}
    return {name: np.zeros(shapes.get(name[0], (2, 1, 2))) for name in names}


def _write(params, epoch):
    for array in params.values():
        array[...] = epoch
