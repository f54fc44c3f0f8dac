"""What is asked of EarlyStopping, most basic first."""

import common_stopping as common
import numpy as np

from autograder import Exercise, expect, kind_of

NAN, INF = float("nan"), float("inf")
watcher = Exercise("EarlyStopping", module="stopping")


@watcher.check(points=1)
def finds_the_lowest_loss(submission, reference, rng):
    """best_loss is the lowest loss so far."""
    hint = "What is a loss to be compared with?"
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.25], [3.0, 1.0, 2.0, 1.5, 0.5, 0.75], [1.0, 2.0]):
        seen = common.watched(submission, losses, 50)
        stopped = seen.get("stopped_after")
        losses = losses[: stopped if isinstance(stopped, int) and stopped else None]
        text = ", ".join(f"{loss:g}" for loss in losses)
        message = f"After losses {text}, best_loss is {common.lowest(seen):g}."
        expect(common.lowest(seen) == min(losses), message, hint, observed=str(common.lowest(seen)))


@watcher.check(points=1)
def numbers_the_best_epoch_from_1(submission, reference, rng):
    """best_epoch is the number of the epoch with the lowest loss; the first is epoch 1."""
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.75], [3.0, 1.0, 2.0], [1.0, 2.0]):
        found, best = (
            common.watched(submission, losses, 50).get("best_epoch"),
            np.argmin(losses) + 1,
        )
        shown = found if isinstance(found, (int, float, np.number)) else kind_of(found)
        message = f"best_epoch is {shown} where {best} is right."
        expect(shown == best, message, "Which number does the first call of step have?")


@watcher.check(points=1)
def stops_when_patience_runs_out(submission, reference, rng):
    """Step returns True after `patience` epochs without improvement, and not before."""
    hint = "With patience = 1, the first epoch that does not improve is the last."
    losses = [5.0, 4.0, 3.0, 3.5, 3.75, 4.0, 4.25, 4.5]
    cases = [(losses, 1, 4), (losses, 2, 5), (losses, 4, 7), (losses[:3], 1, 0), (losses[2:], 3, 4)]
    seen = tuple(
        str(common.watched(submission, case, p).get("stopped_after")) for case, p, _ in cases
    )
    for case, patience, stop in cases:
        common.expect_stop(submission, case, patience, stop, hint, observed=seen)


@watcher.check(points=1, after=stops_when_patience_runs_out)
def counts_anew_after_an_improvement(submission, reference, rng):
    """Only epochs in a row count: an improvement sets the count back."""
    hint = "What happens to the count when an epoch improves?"
    common.expect_stop(submission, [5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 3.0, 1.0], 2, 0, hint)
    common.expect_stop(submission, [5.0, 6.0, 4.0, 5.0, 6.0, 3.0, 3.5, 4.0, 4.5], 3, 9, hint)


@watcher.check(points=2)
def keeps_a_copy_of_the_best_params(submission, reference, rng):
    """best_params are the parameters of the best epoch, whatever becomes of the arrays later."""
    hint = "The optimizer goes on to write into the same arrays. What does best_params refer to?"
    for losses in ([4.0, 3.0, 2.0, 3.0, 3.5], [1.0, 2.0, 3.0]):
        best = int(np.argmin(losses)) + 1
        seen = common.watched(submission, losses, 50)
        common.expect_params(seen.get("best_params"), best, common.SHAPES, "best_params", hint)


@watcher.check(points=1, after=finds_the_lowest_loss)
def asks_for_more_than_min_delta(submission, reference, rng):
    """An epoch improves only if its loss is below best_loss by more than min_delta."""
    hint = "best_loss stays what it was when an epoch does not improve."
    # Small steps down add up: from 2 to 1.875 is too little, from 2 to 1.625 is enough.
    common.expect_best(submission, reference, [2.0, 1.875, 1.8125, 1.625, 1.5, 1.6875], hint, 0.25)
    if common.is_patient(submission):
        common.expect_stop(submission, [2.0, 1.875, 1.8125, 1.78125], 3, 4, hint, 0.25)


@watcher.check(points=1)
def a_tie_is_no_improvement(submission, reference, rng):
    """A loss that only reaches best_loss - min_delta is no improvement: the earlier epoch stays."""
    hint = "Lower by MORE than min_delta: is your comparison strict?"
    common.expect_best(submission, reference, [3.0, 2.0, 2.0, 2.0], hint, 0.0, "epoch")
    common.expect_best(submission, reference, [3.0, 2.5], hint, 0.5, "epoch")
    if common.is_patient(submission):
        common.expect_stop(submission, [3.0, 2.0, 2.0, 2.0], 2, 4, hint)
        common.expect_stop(submission, [3.0, 2.5], 1, 2, hint, 0.5)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def takes_nan_for_no_improvement(submission, reference, rng):
    """A loss that is NaN is no improvement, and hides none that comes after it."""
    hint = "Every comparison with NaN is false. Which way round is yours?"
    for losses in ([3.0, NAN, 2.0, NAN], [NAN, 3.0, 4.0], [INF, 3.0, 4.0]):
        common.expect_best(submission, reference, losses, hint)
    if common.is_patient(submission):
        common.expect_stop(submission, [3.0, NAN, NAN, NAN], 3, 4, hint)
        common.expect_stop(submission, [3.0, NAN, 2.0, 1.0], 2, 0, hint)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def has_something_to_give_when_nothing_improves(submission, reference, rng):
    """If every loss is NaN or infinite, epoch 1 is the best and best_params are its parameters."""
    hint = "best_params must be something to go on with, even when training went wrong at once."
    copies = common.watched(submission, [4.0, 3.0], 50).get("best_params")
    kept = isinstance(copies, dict) and np.array_equal(copies.get("W1"), np.full((2, 3), 2.0))
    for losses in ([NAN, NAN, NAN], [INF, NAN, INF]):
        common.expect_best(submission, reference, losses, hint)
        params = common.watched(submission, losses, 50).get("best_params")
        expect(isinstance(params, dict), f"best_params is a {kind_of(params)}.", hint)
        if kept:  # otherwise another check has said so
            common.expect_params(params, 1, common.SHAPES, "best_params", hint)


@watcher.check(points=1, after=keeps_a_copy_of_the_best_params, hidden=True)
def takes_any_parameters(submission, reference, rng):
    """Parameters of any names and shapes are kept, and step leaves them as they are."""
    hint = "params may have any names. Restoring them is not the business of step."
    names = ("W1", "b1", "gamma", "W_last", "x")
    shapes = {name: common.SHAPES.get(name[0] + "1", (2, 1, 2)) for name in names}
    seen = common.watched(submission, [3.0, 2.0, 2.5, 2.75], 2, 0.0, *names)
    common.expect_params(seen.get("best_params"), 2, shapes, "best_params", hint)
    extra = sorted(set(seen["best_params"]) - set(names))
    expect(not extra, "best_params has names that params has not.", hint)
    last = seen.get("stopped_after") or 4
    common.expect_params(seen.get("left"), last, shapes, "After the last step, params", hint)


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
        alone = [common.watched(submission, row, 3).get(name) for row in losses]
        message = f"In turn, the two {what} the epochs {seen.get(key)!s:.40}; alone {alone!s:.40}."
        expect(str(seen.get(key)) == str(alone), message, hint, observed=key)
