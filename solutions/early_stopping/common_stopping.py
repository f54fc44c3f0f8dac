"""What the checks of stopping.py have in common; probes/stopping.py drives what students write."""

import numpy as np

from autograder import expect, expect_array, kind_of

SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (2, 3), "b2": (3,)}


def watched(submission, losses, patience, min_delta=0.0, *names):
    """What an EarlyStopping that sees these losses ends with."""
    more = (names,) if names else ()
    seen = submission.watch(np.array(losses, dtype=float), patience, min_delta, *more)
    expect(isinstance(seen, dict), "EarlyStopping gave no answer.")
    return seen


def expect_stop(submission, losses, patience, stop, hint, min_delta=0.0, observed=None):
    """Training stops after epoch `stop`; 0 is for never."""
    found = watched(submission, losses, patience, min_delta).get("stopped_after")
    said = f"first returns True after epoch {found}" if found else "never returns True"
    wanted = f"epoch {stop} is right" if stop else "there was no reason to stop"
    text = ", ".join(f"{loss:g}" for loss in losses)
    delta = f" and min_delta = {min_delta:g}" if min_delta else ""
    message = f"Losses {text} with patience = {patience}{delta}: step {said}; {wanted}."
    expect(found == stop, message, hint, observed=observed or (patience, str(found)))


def is_patient(submission):
    """Whether step stops when it should if nothing is special; another check says so if not."""
    return watched(submission, [3.0, 2.0, 2.5, 2.75], 2).get("stopped_after") == 4


def lowest(seen):
    """best_loss, as a number."""
    found = seen.get("best_loss")
    number = isinstance(found, (int, float, np.generic)) or np.shape(found) == ()
    expect(number and found is not None, f"best_loss is a {kind_of(found)}, not a number.")
    return float(found) if isinstance(found, (int, float, np.number, np.ndarray)) else np.nan


def expect_best(submission, reference, losses, hint, min_delta=0.0, what="both"):
    """best_epoch and best_loss are right for the epochs that were seen.

    Who stops too early or counts from 0 has paid for that elsewhere.
    """
    seen = watched(submission, losses, 50, min_delta)
    found, best_loss = seen.get("best_epoch"), lowest(seen)
    number = isinstance(found, (int, float, np.number))
    expect(number, f"best_epoch is a {kind_of(found)}, not a number.", hint)
    stopped = seen.get("stopped_after")
    until = stopped if isinstance(stopped, int) and stopped else len(losses)
    true = watched(reference, losses[:until], 50, min_delta)
    epoch, loss = true["best_epoch"], true["best_loss"] if what == "both" else best_loss
    start = 1 if found == epoch else watched(submission, [1.0, 2.0], 50).get("best_epoch")
    text = ", ".join(f"{value:g}" for value in losses[:until])
    delta = f" with min_delta = {min_delta:g}" if min_delta else ""
    message = (
        f"Losses {text}{delta}: best_epoch is {found} and best_loss {best_loss:g}, where {epoch}"
        f" and {loss:g} are right."
    )
    right = found in (epoch, epoch - 1 if start == 0 else epoch) and best_loss == loss
    expect(right, message, hint, observed=(str(found), str(best_loss)))


def expect_params(params, epoch, shapes, what, hint):
    """The parameters are those of this epoch, in which each was its number."""
    expect(isinstance(params, dict), f"{what} is a {kind_of(params)}, not a dict.", hint)
    seen = {}
    for name, shape in shapes.items():
        expect(name in params, f"{what} has no {name}.", hint)
        values = expect_array(params[name], shape, f"{name} in {what}").astype(float)
        seen[name] = float(values.flat[0]) if np.ptp(values) == 0 else "uneven"
    wrong = [name for name in shapes if seen[name] != epoch]
    for name in wrong[:1]:
        says = (
            f"those of epoch {seen[name]:g}"
            if seen[name] in range(1, 100)
            else ("what the caller wrote there later")
        )
        message = f"{what}: the values of {name} are {says}, where those of epoch {epoch} are right"
        expect(False, f"{message}.", hint, observed=tuple(seen.values()))
