"""Parts that the checks of stopping.py share; probes/stopping.py drives what students write."""

import numpy as np

from autograder import Message, expect, expect_array, kind_of

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (2, 3), "b2": (3,)}
LATER = Message("those that the caller wrote there later")


def watched(submission, losses, patience, min_delta=0.0, *names):
    """The state of an EarlyStopping after these losses, a dict."""
    more = (names,) if names else ()
    seen = submission.watch(np.array(losses, dtype=float), patience, min_delta, *more)
    expect(isinstance(seen, dict), "EarlyStopping gave no answer.")
    return seen


def numbers(values):
    return ", ".join(f"{value:g}" for value in values)


def expect_stop(submission, losses, patience, stop, hint, min_delta=0.0, observed=None):
    """Training stops after epoch `stop`; 0 means never."""
    found = watched(submission, losses, patience, min_delta).get("stopped_after")
    text = "first returns True after epoch {found}" if found else "never returns True"
    said = Message(text, found=found)
    right = Message("epoch {stop} is right" if stop else "there was no reason to stop", stop=stop)
    delta = Message(" and min_delta = {delta:g}" if min_delta else "", delta=min_delta)
    text = "Losses {losses} with patience = {patience}{delta}: step {said}; {right}."
    values = {"losses": numbers(losses), "patience": patience, "delta": delta}
    message = Message(text, **values, said=said, right=right)
    expect(found == stop, message, hint, observed=observed or (patience, str(found)))


def is_patient(submission):
    """True if step stops at the right epoch in a simple case, which another check asks."""
    return watched(submission, [3.0, 2.0, 2.5, 2.75], 2).get("stopped_after") == 4


def lowest(seen):
    """best_loss, as a number."""
    found = seen.get("best_loss")
    number = isinstance(found, (int, float, np.generic)) or np.shape(found) == ()
    message = Message("best_loss is a {kind}, not a number.", kind=kind_of(found))
    expect(number and found is not None, message)
    return float(found) if isinstance(found, (int, float, np.number, np.ndarray)) else np.nan


def expect_best(submission, reference, losses, hint, min_delta=0.0, what="both"):
    """best_epoch and best_loss are right for the epochs that were seen.

    Stopping too early or counting from 0 costs points elsewhere, and none here.
    """
    seen = watched(submission, losses, 50, min_delta)
    found, best_loss = seen.get("best_epoch"), lowest(seen)
    number = isinstance(found, (int, float, np.number))
    message = Message("best_epoch is a {kind}, not a number.", kind=kind_of(found))
    expect(number, message, hint)
    stopped = seen.get("stopped_after")
    until = stopped if isinstance(stopped, int) and stopped else len(losses)
    true = watched(reference, losses[:until], 50, min_delta)
    epoch, loss = true["best_epoch"], true["best_loss"] if what == "both" else best_loss
    start = 1 if found == epoch else watched(submission, [1.0, 2.0], 50).get("best_epoch")
    delta = Message(" with min_delta = {delta:g}" if min_delta else "", delta=min_delta)
    here = Message("Losses {losses}{delta}", losses=numbers(losses[:until]), delta=delta)
    text = (
        "{here}: best_epoch is {found} and best_loss {low:g}, where {epoch} and {loss:g} are right."
    )
    message = Message(text, here=here, found=found, low=best_loss, epoch=epoch, loss=loss)
    right = found in (epoch, epoch - 1 if start == 0 else epoch) and best_loss == loss
    expect(right, message, hint, observed=(str(found), str(best_loss)))


def expect_params(params, epoch, shapes, what, hint):
    """The parameters are those of this epoch: all their values are its number."""
    message = Message("{what} is a {kind}, not a dict.", what=what, kind=kind_of(params))
    expect(isinstance(params, dict), message, hint)
    seen = {}
    for name, shape in shapes.items():
        expect(name in params, Message("{what} has no {name}.", what=what, name=name), hint)
        here = Message("{name} in {what}", name=name, what=what)
        values = expect_array(params[name], shape, here).astype(float)
        seen[name] = float(values.flat[0]) if np.ptp(values) == 0 else "uneven"
    wrong = [name for name in shapes if seen[name] != epoch]
    for name in wrong[:1]:
        known = seen[name] in range(1, 100)
        says = Message("those of epoch {epoch:g}", epoch=seen[name]) if known else LATER
        text = "{what}: the values of {name} are {says}, where those of epoch {epoch} are right."
        message = Message(text, what=what, name=name, says=says, epoch=epoch)
        expect(False, message, hint, observed=tuple(seen.values()))
