"""Parts that the checks of stopping.py share; probes/stopping.py drives what students write."""

import math
from dataclasses import dataclass

import numpy as np

from autograder import Failed, Message, expect, expect_array, kind_of

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (2, 3), "b2": (3,)}
NAMES = tuple(SHAPES)
LATER = Message("those that the caller wrote there later")
EPOCH_0 = 0.37  # what the probe's parameters hold before the first epoch; each epoch adds 1
CONTRACT = (
    "The notebook calls step(dev_loss, params) after each epoch. It returns True to stop and False"
    " to go on, and keeps best_loss, best_epoch and best_params."
)


@dataclass(frozen=True)
class Seen:
    """What an EarlyStopping did, epoch by epoch.

    Attributes:
        rows: for each epoch what step returned, and the attributes after it.
        final: best_params after the caller has written into the arrays.
        way: 1, or -1 where the losses were turned round: see way_of.
    """

    rows: list
    final: object
    way: int = 1

    def after(self, epoch, name):
        """What the probe noted after an epoch; None where there was none."""
        return self.rows[epoch - 1].get(name) if epoch <= len(self.rows) else None

    def loss(self, epoch):
        """best_loss after an epoch, a number that is NaN where it is none."""
        return self.way * number(self.after(epoch, "best_loss"))

    def epoch(self, epoch):
        """best_epoch after an epoch, in the same way."""
        return number(self.after(epoch, "best_epoch"))

    def kept(self, epoch, name="W1"):
        """The epoch that best_params is of, as it was just after an epoch; NaN where of none."""
        params = self.after(epoch, "best_params")
        return epoch_of(params.get(name)) if isinstance(params, dict) else math.nan


def number(value):
    """The one number that a value is or holds; NaN where it is none."""
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    plain = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    return float(value) if plain else math.nan


def epoch_of(array):
    """The epoch whose number all elements hold; NaN where they hold none."""
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu" or not array.size:
        return math.nan
    values = array.astype(float) - EPOCH_0
    return round(float(values.flat[0]), 6) if np.ptp(values) < 1e-6 else math.nan


def watched(submission, losses, patience=50, min_delta=0.0, *more, way=1):
    """What an EarlyStopping does when it sees these losses, whatever its step returns.

    No right one says stop within as many epochs as its patience.
    """
    losses = np.array(losses, dtype=float) * way
    found = submission.watch(losses, patience, min_delta, *more)
    return read(found, way)


def read(found, way=1):
    """What a probe tells of one EarlyStopping."""
    rows = found.get("rows") if isinstance(found, dict) else None
    expect(isinstance(rows, list), "EarlyStopping gave no answer.")
    if not rows:
        expect(found.get("has_step") is True, "EarlyStopping has no method step.", CONTRACT)
    expect(bool(rows) and all(isinstance(row, dict) for row in rows), "step gave no answer.")
    return Seen(rows, found.get("best_params"), way)


def way_of(submission):
    """-1 for an EarlyStopping that takes higher for better; another check asks for that.

    It sees the losses turned round everywhere else, so that one mistake costs its points once.
    """
    fall, rise = (watched(submission, losses) for losses in ([5.3, 3.7, 1.9], [1.9, 3.7, 5.3]))
    higher = rise.loss(3) == fall.loss(3) == 5.3 or (rise.kept(3) == 3 and fall.kept(3) == 1)
    return -1 if higher else 1


def numbers(values):
    return ", ".join(f"{value:g}" for value in values)


@dataclass(frozen=True)
class Signal:
    """Where an EarlyStopping says stop.

    Attributes:
        where: "returned", "entry 0", ... of a tuple, or the name of an attribute.
        inverted: True where it says the opposite.
        late: how many epochs late it is, -1, 0 or 1.
    """

    where: str
    inverted: bool = False
    late: int = 0

    def read(self, row):
        """True, False, or None where there is nothing of the kind."""
        said = truth(row, self.where)
        return said if said is None else said != self.inverted

    @property
    def right(self):
        return self == RIGHT


RIGHT = Signal("returned")


def truth(row, where):
    """Whether what was returned, an entry of it, or an attribute is true; None for none."""
    returned = row.get("returned")
    if where == "returned":
        return as_bool(returned)
    if where.startswith("entry "):
        entry = int(where.removeprefix("entry "))
        several = isinstance(returned, (tuple, list)) and entry < len(returned)
        return as_bool(returned[entry]) if several else None
    flags = row.get("flags")
    return as_bool(flags.get(where)) if isinstance(flags, dict) else None


def as_bool(value):
    """True or False as an if takes them, for a number or None; None for anything else."""
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if value is None:
        return False
    return bool(value) if isinstance(value, (bool, int, float, np.generic)) else None


STOPS = [5.3, 4.1, 3.7, 3.9, 4.3, 4.7, 5.1, 5.5, 5.9]  # the third is the best


def signal_of(submission, way):
    """How an EarlyStopping says stop, in simple cases; None where it does not.

    Who says it late, early, the other way round, in a pair or in an attribute has lost a point for
    that, and is judged by it from there on.
    """
    seen = {patience: watched(submission, STOPS, patience, way=way) for patience in (2, 3, 4)}
    rows = seen[2].rows
    flags = rows[0].get("flags")
    places = ["returned", "entry 0", "entry 1", *(flags if isinstance(flags, dict) else ())]
    for late in (0, 1, -1):
        for where in places:
            for inverted in (False, True):
                signal = Signal(where, inverted, late)
                if all(first(s.rows, signal) == 3 + p + late for p, s in seen.items()):
                    return signal
    return None


def first(rows, signal):
    """The first epoch after which stop was said; 0 for none."""
    return first_true(signal.read(row) for row in rows)


def first_true(said):
    """The number of the first that is true, counted from 1; 0 for none."""
    return next((epoch for epoch, one in enumerate(said, 1) if one), 0)


def expect_stops(submission, signal, cases, hint, way=1):
    """In each case stop is said after the right epoch for the first time.

    A case is: losses, patience, the epoch, where 0 means never, and min_delta if it is not 0. All
    are asked before the first is judged, because a mistake is known by all that it does.
    """
    asked = []
    for losses, patience, stop, *more in cases:
        delta = more[0] if more else 0.0
        asks = patience - signal.late
        rows = watched(submission, losses, asks, delta, way=way).rows
        asked.append((losses, asks, delta, stop, rows))
    trace = tuple(10.7 * first(rows, signal) + 0.3 for *_, rows in asked)
    until = [row for *_, stop, rows in asked for row in rows[: stop or None]]
    trace += tuple(bool(signal.read(row)) for row in until)
    for losses, asks, delta, stop, rows in asked:
        if first(rows[: stop or len(losses)], signal) == stop:
            continue
        found = first(rows, signal)
        said = Message("says stop after epoch {found}" if found else "never says stop", found=found)
        text = "epoch {stop} is right" if stop else "there was no reason to stop"
        right = Message(text, stop=stop - signal.late)
        extra = Message(" and min_delta = {delta:g}" if delta else "", delta=delta)
        text = "Losses {losses} with patience = {asks}{extra}: step {said}; {right}."
        values = {"losses": numbers(losses), "asks": asks, "extra": extra}
        message = Message(text, **values, said=said, right=right)
        expect(False, message, hint, observed=trace)


def expect_best(submission, reference, cases, hint, min_delta=0.0, *, way=1, loss=True):
    """In each case best_epoch and best_loss are right after each epoch but the first.

    Losing that one, or counting from 0, costs points elsewhere and none here.
    """
    start = 1 - counted_from(submission, way)
    asked = [watched(submission, losses, 50, min_delta, way=way) for losses in cases]
    traces = [
        [(seen.epoch(e), seen.loss(e)) for e in range(1, len(losses) + 1)]
        for losses, seen in zip(cases, asked, strict=True)
    ]
    observed = plain([value for trace in traces for pair in trace for value in pair])
    for losses, trace in zip(cases, traces, strict=True):
        true = watched(reference, losses, 50, min_delta)
        for e, (epoch, low) in list(enumerate(trace, start=1))[1:]:
            if epoch + start == true.epoch(e) and (low == true.loss(e) or not loss):
                continue
            delta = Message(" with min_delta = {delta:g}" if min_delta else "", delta=min_delta)
            here = Message("After losses {losses}{delta}", losses=numbers(losses[:e]), delta=delta)
            text = (
                "{here}: best_epoch is {found:g}, best_loss {low:g}; right is {epoch:g}, {loss:g}."
            )
            values = {"found": epoch, "low": low, "epoch": true.epoch(e), "loss": true.loss(e)}
            expect(False, Message(text, here=here, **values), hint, observed=observed)


def expect_all(*expectations):
    """All are asked before the first that fails is told: a mistake is known by all that it does."""
    failed = []
    for expectation in expectations:
        try:
            expectation()
        except Failed as one:
            failed.append(one)
    if failed:
        raise failed[0]


def plain(trace):
    """Numbers as they are compared, in which NaN and infinity have a word."""
    flat = np.ravel(trace)
    return tuple(float(v) if math.isfinite(v) else str(v) for v in flat)


def counted_from(submission, way):
    """The number of the first epoch, which another check asks for: 0 or 1."""
    return 0 if watched(submission, STOPS, way=way).epoch(3) == 2 else 1


def expect_params(params, epoch, shapes, what, hint):
    """The parameters are those of this epoch: all their values are its number."""
    message = Message("{what} is a {kind}, not a dict.", what=what, kind=kind_of(params))
    expect(isinstance(params, dict), message, hint)
    seen = {}
    for name, shape in shapes.items():
        expect(name in params, Message("{what} has no {name}.", what=what, name=name), hint)
        here = Message("{name} in {what}", name=name, what=what)
        seen[name] = epoch_of(expect_array(params[name], shape, here))
    wrong = [name for name in shapes if seen[name] != epoch]
    for name in wrong[:1]:
        known = seen[name] in range(1, 100)
        says = Message("those of epoch {epoch:g}", epoch=seen[name]) if known else LATER
        text = "{what}: the values of {name} are {says}, where those of epoch {epoch:g} are right."
        message = Message(text, what=what, name=name, says=says, epoch=epoch)
        expect(False, message, hint, observed=plain([10.7 * seen[name] for name in shapes]))
