"""What is asked of EarlyStopping, most basic first. probes/stopping.py drives it."""

import numpy as np

from autograder.checks import Exercise
from autograder.expect import expect, expect_array, kind_of

NAN, INF = float("nan"), float("inf")
watcher = Exercise("EarlyStopping", module="stopping")


def watched(submission, losses, patience, min_delta=0.0, *names):
    """What an EarlyStopping that sees these losses ends with."""
    more = (names,) if names else ()
    seen = submission.watch(np.array(losses, dtype=float), patience, min_delta, *more)
    expect(isinstance(seen, dict), "EarlyStopping gave no answer.")
    return seen


def expect_stop(submission, losses, patience, stop, hint, min_delta=0.0):
    """Training stops after epoch `stop`; 0 is for never."""
    found = watched(submission, losses, patience, min_delta).get("stopped_after")
    said = f"first returns True after epoch {found}" if found else "never returns True"
    wanted = f"epoch {stop} is right" if stop else "there was no reason to stop"
    text = ", ".join(f"{loss:g}" for loss in losses)
    delta = f" and min_delta = {min_delta:g}" if min_delta else ""
    message = f"Losses {text} with patience = {patience}{delta}: step {said}; {wanted}."
    expect(found == stop, message, hint, observed=(patience, found))


def is_patient(submission):
    """Whether step stops when it should if nothing is special; another check says so if not."""
    return watched(submission, [3.0, 2.0, 2.5, 2.75], 2).get("stopped_after") == 4


def lowest(seen):
    """best_loss, as a number."""
    found = seen.get("best_loss")
    number = isinstance(found, (int, float, np.generic)) or np.shape(found) == ()
    expect(number and found is not None, f"best_loss is a {kind_of(found)}, not a number.")
    return float(found) if isinstance(found, (int, float, np.number, np.ndarray)) else NAN


def expect_best(submission, losses, epoch, loss, hint, min_delta=0.0):
    """best_epoch and best_loss are these. Who counts from 0 has paid for that elsewhere."""
    seen = watched(submission, losses, 50, min_delta)
    found, best_loss = seen.get("best_epoch"), lowest(seen)
    number = isinstance(found, (int, float, np.number))
    expect(number, f"best_epoch is a {kind_of(found)}, not a number.", hint)
    start = 1 if found == epoch else watched(submission, [1.0, 2.0], 50).get("best_epoch")
    text = ", ".join(f"{value:g}" for value in losses)
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


SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (2, 3), "b2": (3,)}


@watcher.check(points=1)
def finds_the_lowest_loss(submission, reference, rng):
    """best_loss is the lowest loss so far."""
    hint = "What is a loss to be compared with?"
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.25], [3.0, 1.0, 2.0, 1.5, 0.5, 0.75], [1.0, 2.0]):
        found = lowest(watched(submission, losses, 50))
        text = ", ".join(f"{loss:g}" for loss in losses)
        message = f"After losses {text}, best_loss is {found:g}."
        expect(found == min(losses), message, hint, observed=str(found))


@watcher.check(points=1, after=finds_the_lowest_loss)
def numbers_the_best_epoch_from_1(submission, reference, rng):
    """best_epoch is the number of the epoch with the lowest loss; the first is epoch 1."""
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.25], [3.0, 1.0, 2.0, 1.5, 0.5, 0.75], [1.0, 2.0]):
        found, best = watched(submission, losses, 50).get("best_epoch"), np.argmin(losses) + 1
        shown = found if isinstance(found, (int, float, np.number)) else kind_of(found)
        message = f"best_epoch is {shown} where {best} is right."
        expect(shown == best, message, "Which number does the first call of step have?")


@watcher.check(points=1)
def stops_when_patience_runs_out(submission, reference, rng):
    """Step returns True after `patience` epochs without improvement, and not before."""
    hint = "With patience = 1, the first epoch that does not improve is the last."
    falling, rising = [5.0, 4.0, 3.0], [3.5, 3.75, 4.0, 4.25, 4.5]
    for patience, stop in ((1, 4), (2, 5), (4, 7)):
        expect_stop(submission, falling + rising, patience, stop, hint)
    expect_stop(submission, [5.0, 4.0, 3.0, 2.0, 1.0], 1, 0, hint)
    expect_stop(submission, [1.0, 2.0, 3.0, 4.0], 3, 4, hint)


@watcher.check(points=1, after=stops_when_patience_runs_out)
def counts_anew_after_an_improvement(submission, reference, rng):
    """Only epochs in a row count, and each is compared with the best, not with the one before."""
    hint = "What happens to the count when an epoch improves? And what is an improvement?"
    expect_stop(submission, [5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 3.0, 1.0], 2, 0, hint)
    expect_stop(submission, [5.0, 8.0, 7.0, 6.0, 5.5, 5.25], 4, 5, hint)


@watcher.check(points=2, after=finds_the_lowest_loss)
def keeps_a_copy_of_the_best_params(submission, reference, rng):
    """best_params are the parameters of the best epoch, whatever becomes of the arrays later."""
    hint = "The optimizer goes on to write into the same arrays. What does best_params refer to?"
    for losses in ([4.0, 3.0, 2.0, 3.0, 3.5], [1.0, 2.0, 3.0]):
        best = int(np.argmin(losses)) + 1
        seen = watched(submission, losses, 50)
        expect_params(seen.get("best_params"), best, SHAPES, "best_params", hint)


@watcher.check(points=1, after=finds_the_lowest_loss)
def asks_for_more_than_min_delta(submission, reference, rng):
    """An epoch improves only if its loss is below best_loss by more than min_delta."""
    hint = "best_loss stays what it was when an epoch does not improve."
    # Small steps down add up: from 2 to 1.875 is too little, from 2 to 1.625 is enough.
    losses = [2.0, 1.875, 1.8125, 1.625, 1.5, 1.875]
    expect_best(submission, losses, 4, 1.625, hint, 0.25)
    if is_patient(submission):
        expect_stop(submission, [2.0, 1.875, 1.8125, 1.78125], 3, 4, hint, 0.25)
        expect_stop(submission, [2.0, 1.875, 1.8125, 1.625, 1.5, 1.4375], 3, 0, hint, 0.25)


@watcher.check(points=1, after=finds_the_lowest_loss)
def a_tie_is_no_improvement(submission, reference, rng):
    """A loss that only reaches best_loss - min_delta is no improvement: the earlier epoch stays."""
    hint = "Lower by MORE than min_delta: is your comparison strict?"
    expect_best(submission, [3.0, 2.0, 2.0, 2.0], 2, 2.0, hint)
    expect_best(submission, [3.0, 2.5, 2.0], 3, 2.0, hint, 0.5)
    if is_patient(submission):
        expect_stop(submission, [3.0, 2.0, 2.0, 2.0], 2, 4, hint)
        expect_stop(submission, [3.0, 2.5], 1, 2, hint, 0.5)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def takes_nan_for_no_improvement(submission, reference, rng):
    """A loss that is NaN is no improvement, and hides none that comes after it."""
    hint = "Every comparison with NaN is false. Which way round is yours?"
    expect_best(submission, [3.0, NAN, 2.0, NAN], 3, 2.0, hint)
    expect_best(submission, [NAN, 3.0, 4.0], 2, 3.0, hint)
    expect_best(submission, [INF, 3.0, 4.0], 2, 3.0, hint, 0.25)
    if is_patient(submission):
        expect_stop(submission, [3.0, NAN, NAN, NAN], 3, 4, hint)
        expect_stop(submission, [3.0, NAN, 2.0, NAN, 1.0], 2, 0, hint)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def has_something_to_give_when_nothing_improves(submission, reference, rng):
    """If every loss is NaN or infinite, epoch 1 is the best and best_params are its parameters."""
    hint = "best_params must be something to go on with, even when training went wrong at once."
    copies = watched(submission, [4.0, 3.0], 50).get("best_params")
    kept = isinstance(copies, dict) and np.array_equal(copies.get("W1"), np.full((2, 3), 2.0))
    for losses in ([NAN, NAN, NAN], [INF, NAN, INF]):
        expect_best(submission, losses, 1, INF, hint)
        params = watched(submission, losses, 50).get("best_params")
        expect(isinstance(params, dict), f"best_params is a {kind_of(params)}.", hint)
        if kept:  # otherwise another check has said so
            expect_params(params, 1, SHAPES, "best_params", hint)


@watcher.check(points=1, after=keeps_a_copy_of_the_best_params, hidden=True)
def takes_any_parameters(submission, reference, rng):
    """Parameters of any names and shapes are kept, and step leaves them as they are."""
    hint = "params may have any names. Restoring them is not the business of step."
    names = ("W1", "b1", "gamma", "W_last", "x")
    shapes = {name: SHAPES.get(name[0] + "1", (2, 1, 2)) for name in names}
    seen = watched(submission, [3.0, 2.0, 2.5, 2.75], 2, 0.0, *names)
    expect_params(seen.get("best_params"), 2, shapes, "best_params", hint)
    extra = sorted(set(seen["best_params"]) - set(names))
    expect(not extra, "best_params has names that params has not.", hint)
    last = seen.get("stopped_after") or 4
    expect_params(seen.get("left"), last, shapes, "After the last step, params", hint)


@watcher.check(points=1, hidden=True)
def watches_one_training_each(submission, reference, rng):
    """Two EarlyStoppings that are used in turn know nothing of each other."""
    losses = np.array([[5.0, 4.0, 3.0, 3.5, 4.0, 4.5], [1.0, 2.0, 2.0, 1.5, 3.0, 4.0]])
    seen = submission.watch_two(*losses, 3)
    hint = "What belongs to one training is kept in self."
    expect(isinstance(seen, dict), "EarlyStopping gave no answer.")
    for key, name, what in (
        ("stopped", "stopped_after", "stop after"),
        ("best", "best_epoch", "call best"),
    ):
        alone = [watched(submission, row, 3).get(name) for row in losses]
        message = f"In turn, the two {what} the epochs {seen.get(key)!s:.40}; alone {alone!s:.40}."
        expect(str(seen.get(key)) == str(alone), message, hint, observed=key)
