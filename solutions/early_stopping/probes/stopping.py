"""Drives EarlyStopping and train_with_early_stopping with nets that only count epochs."""

import numpy as np
import stopping

EPOCH_0 = 0.37  # what every parameter holds before the first epoch; each epoch adds 1
ATTRIBUTES = ("best_loss", "best_epoch", "best_params")
NUMBERS = {  # ways to write one loss
    "Python": lambda losses: [float(loss) for loss in losses],
    "float32": lambda losses: list(np.asarray(losses, np.float32)),
    "arrays": lambda losses: [np.array(loss) for loss in losses],
    "integers": lambda losses: [int(loss) for loss in losses],
}


def watch(losses, patience, min_delta, names=("W1", "b1", "W2", "b2"), kind="Python"):
    """One loss after the other, whatever step returns.

    The parameters hold the number of the epoch, and are changed in place from epoch to epoch.
    Where step was to have been the last call, nobody asks what a further one does: an exception
    after step has said stop ends the list.
    """
    watcher = stopping.EarlyStopping(patience, min_delta)
    params = _params(names)
    rows, said_stop = [], False
    for epoch, loss in enumerate(NUMBERS[kind](losses), start=1):
        _write(params, epoch)
        try:
            returned = _step(watcher, loss, params)
        except Exception:
            if said_stop or not hasattr(watcher, "step"):
                break
            raise
        row = _row(watcher, returned, params)
        said_stop = said_stop or row["stopped_at"] is not None
        rows.append(row)
    _write(params, -1)
    params["b1"] = np.full(3, -2.0)
    return {
        "has_step": hasattr(watcher, "step"),
        "rows": rows,
        "best_params": getattr(watcher, "best_params", None),
    }


def watch_two(first, second, patience):
    """Two watchers that see a loss each, in turn, and what each has kept after every loss."""
    watchers = [stopping.EarlyStopping(patience, 0.0) for _ in range(2)]
    params = _params(("W1", "b1", "W2", "b2"))
    rows = [[], []]
    for epoch, losses in enumerate(zip(first, second), start=1):  # noqa: B905 - lengths are equal
        _write(params, epoch)
        for watcher, loss, seen in zip(watchers, losses, rows):  # noqa: B905 - two of each
            returned = _step(watcher, float(loss), params)
            seen.append(_row(watcher, returned, params))
    return [{"has_step": hasattr(watchers[0], "step"), "rows": seen} for seen in rows]


def train(stop_at, best_epoch, max_epochs, go_on=False, flags=True):
    """Train a net that counts its epochs, with a script in place of an EarlyStopping.

    Args:
        stop_at: the epoch after which the script says stop.
        best_epoch: the epoch that the script says was best, if it comes to it; before that it is
            the first.
        max_epochs: handed on.
        go_on: whether step returns True for "go on".
        flags: whether attributes that an EarlyStopping does not have say the same as step;
            otherwise they are False.
    """
    script = _Script(stop_at, best_epoch, go_on, flags)
    params = _params(("W1", "b1"))
    _write(params, 0)
    trained = []

    def train_one_epoch(params):
        trained.append(1)
        for array in params.values():
            array += 1.0

    def dev_loss(params):
        return 100.0 - 3.1 * float(params["b1"][0] - EPOCH_0)

    losses = stopping.train_with_early_stopping(
        train_one_epoch, dev_loss, params, script, max_epochs
    )
    seen = _SEEN[id(script)]
    return {
        "losses": losses,
        "trained": len(trained),
        "told": seen.losses,  # what step was given
        "shown": seen.shown,  # what the parameters held by then
        "kept": seen.kept,
        "asked_for": seen.asked_for,
        "params": params,
    }


class _Seen:
    """What a script has seen. It is none of its attributes: the loop could set those."""

    def __init__(self):
        self.losses, self.shown, self.kept, self.asked_for = [], [], None, []


_SEEN = {}  # by the id of the script


class _Script:
    """Has what an EarlyStopping has, and stops where it was told to stop.

    Where the loop takes the answer from an attribute, or calls the object, that is noted, and
    the loop gets its answer there, so that the rest of it can be judged. What else the student's
    own class can do, the script can do as well.
    """

    def __init__(self, stop_at, best_epoch, go_on, flags):
        self.patience, self.min_delta = 1, 0.0
        self.best_loss, self.best_epoch, self.best_params = np.inf, 0, None
        self._stop_at, self._best_at = stop_at, best_epoch
        self._go_on, self._flags = go_on, flags
        _SEEN[id(self)] = _Seen()

    def step(self, dev_loss, params):
        seen = _SEEN[id(self)]
        seen.losses.append(dev_loss)
        seen.shown.append(float(params["b1"][0]))
        if len(seen.losses) in (1, self._best_at):
            self.best_loss, self.best_epoch = dev_loss, len(seen.losses)
            self.best_params = _copy(params)
            seen.kept = seen.shown[-1]
        return (len(seen.losses) >= self._stop_at) != self._go_on

    def __call__(self, dev_loss, params):
        _SEEN[id(self)].asked_for.append("a call")
        return self.step(dev_loss, params)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        own = getattr(getattr(stopping, "EarlyStopping", None), name, None)
        if callable(own):
            return own.__get__(self)
        seen = _SEEN[id(self)]
        seen.asked_for.append(name)
        return self._flags and (len(seen.losses) >= self._stop_at) != self._go_on


def _step(watcher, loss, params):
    """What step returns; a class without it is called, as a well-known one of PyTorch's is."""
    return watcher.step(loss, params) if hasattr(watcher, "step") else watcher(loss, params)


def _row(watcher, returned, params):
    """What there is to see after one epoch.

    Beside what step returned and the attributes these are what the parameters held where step said
    stop, or that it goes on, the student's own attributes that are true or false, and the caller's
    parameters.
    """
    found = {name: getattr(watcher, name, None) for name in ATTRIBUTES}
    stops = returned is not None and bool(np.size(returned) != 1 or returned)
    found["returned"] = returned
    now = float(next(iter(params.values())).flat[0])
    found["stopped_at"], found["went_on_at"] = (now, None) if stops else (None, now)
    found["params"] = _copy(params)
    if isinstance(found["best_params"], dict):
        found["best_params"] = _copy(found["best_params"])
    own = getattr(watcher, "__dict__", {}).items()
    found["flags"] = {
        name: bool(value) for name, value in own if isinstance(value, (bool, np.bool_))
    }
    return found


def _copy(params):
    return {name: np.array(value) for name, value in params.items()}


def _params(names):
    shapes = {"W": (2, 3), "b": (3,)}
    return {name: np.zeros(shapes.get(name[0], (2, 1, 2))) for name in names}


def _write(params, epoch):
    for array in params.values():
        array[...] = epoch + EPOCH_0
