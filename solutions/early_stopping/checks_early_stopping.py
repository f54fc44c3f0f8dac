"""Checks of EarlyStopping, most basic first."""

import common_stopping as common
import numpy as np

from autograder import Exercise, Message, expect, kind_of

NAN, INF = float("nan"), float("inf")
AFTER = Message("After the last step, params")
watcher = Exercise("EarlyStopping", module="stopping")


@watcher.check(points=1)
def finds_the_lowest_loss(submission, reference, rng):
    """best_loss is the lowest loss so far."""
    hint = "With which loss must a new loss be compared?"
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.25], [3.0, 1.0, 2.0, 1.5, 0.5, 0.75], [1.0, 2.0]):
        seen = common.watched(submission, losses, 50)
        stopped = seen.get("stopped_after")
        losses = losses[: stopped if isinstance(stopped, int) and stopped else None]
        found = common.lowest(seen)
        text = "After losses {losses}, best_loss is {found:g}."
        message = Message(text, losses=common.numbers(losses), found=found)
        expect(found == min(losses), message, hint, observed=str(found))


@watcher.check(points=1)
def numbers_the_best_epoch_from_1(submission, reference, rng):
    """best_epoch is the number of the epoch with the lowest loss; the first is epoch 1."""
    for losses in ([2.5, 2.0, 1.0, 1.5, 1.75], [3.0, 1.0, 2.0], [1.0, 2.0]):
        found = common.watched(submission, losses, 50).get("best_epoch")
        shown = found if isinstance(found, (int, float, np.number)) else kind_of(found)
        best = np.argmin(losses) + 1
        message = Message("best_epoch is {shown} where {best} is right.", shown=shown, best=best)
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
    """best_params are the parameters of the best epoch, even if the arrays change later."""
    hint = "The optimizer writes into the same arrays later. What does best_params refer to?"
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
    """A loss equal to best_loss - min_delta is no improvement: the earlier epoch stays the best."""
    hint = "Lower by MORE than min_delta: is your comparison strict?"
    common.expect_best(submission, reference, [3.0, 2.0, 2.0, 2.0], hint, 0.0, "epoch")
    common.expect_best(submission, reference, [3.0, 2.5], hint, 0.5, "epoch")
    if common.is_patient(submission):
        common.expect_stop(submission, [3.0, 2.0, 2.0, 2.0], 2, 4, hint)
        common.expect_stop(submission, [3.0, 2.5], 1, 2, hint, 0.5)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def takes_nan_for_no_improvement(submission, reference, rng):
    """A loss that is NaN is no improvement, and later improvements still count."""
    hint = "Every comparison with NaN is false. What does your code do then?"
    for losses in ([3.0, NAN, 2.0, NAN], [NAN, 3.0, 4.0], [INF, 3.0, 4.0]):
        common.expect_best(submission, reference, losses, hint)
    if common.is_patient(submission):
        common.expect_stop(submission, [3.0, NAN, NAN, NAN], 3, 4, hint)
        common.expect_stop(submission, [3.0, NAN, 2.0, 1.0], 2, 0, hint)


@watcher.check(points=1, after=finds_the_lowest_loss, hidden=True)
def has_something_to_give_when_nothing_improves(submission, reference, rng):
    """If every loss is NaN or infinite, epoch 1 is the best and best_params are its parameters."""
    hint = "best_params must hold parameters, even if training goes wrong in its first epoch."
    copies = common.watched(submission, [4.0, 3.0], 50).get("best_params")
    kept = isinstance(copies, dict) and np.array_equal(copies.get("W1"), np.full((2, 3), 2.0))
    for losses in ([NAN, NAN, NAN], [INF, NAN, INF]):
        common.expect_best(submission, reference, losses, hint)
        params = common.watched(submission, losses, 50).get("best_params")
        message = Message("best_params is a {kind}.", kind=kind_of(params))
        expect(isinstance(params, dict), message, hint)
        if kept:  # otherwise another check fails
            common.expect_params(params, 1, common.SHAPES, "best_params", hint)


@watcher.check(points=1, after=keeps_a_copy_of_the_best_params, hidden=True)
def takes_any_parameters(submission, reference, rng):
    """Parameters of any names and shapes are kept, and step leaves them as they are."""
    hint = "params may have any names, and step does not restore them."
    names = ("W1", "b1", "gamma", "W_last", "x")
    shapes = {name: common.SHAPES.get(name[0] + "1", (2, 1, 2)) for name in names}
    seen = common.watched(submission, [3.0, 2.0, 2.5, 2.75], 2, 0.0, *names)
    common.expect_params(seen.get("best_params"), 2, shapes, "best_params", hint)
    extra = sorted(set(seen["best_params"]) - set(names))
    expect(not extra, "best_params has names that params does not have.", hint)
    last = seen.get("stopped_after") or 4
    common.expect_params(seen.get("left"), last, shapes, AFTER, hint)


@watcher.check(points=1, hidden=True)
def watches_one_training_each(submission, reference, rng):
    """Two EarlyStoppings that are used alternately do not affect each other."""
    losses = np.array([[5.0, 4.0, 3.0, 3.5, 4.0, 4.5], [1.0, 2.0, 2.0, 1.5, 3.0, 4.0]])
    seen = submission.watch_two(*losses, 3)
    hint = "Keep in self what belongs to one training."
    expect(isinstance(seen, dict), "EarlyStopping gave no answer.")
    for key, name, text in (
        (
            "stopped",
            "stopped_after",
            "Used alternately, the two stop after epochs {both}; each alone after {alone}.",
        ),
        (
            "best",
            "best_epoch",
            "Used alternately, the two have the best epochs {both}; each alone {alone}.",
        ),
    ):
        both = str(seen.get(key))
        alone = str([common.watched(submission, row, 3).get(name) for row in losses])
        message = Message(text, both=both[:40], alone=alone[:40])
        expect(both == alone, message, hint, observed=key)
