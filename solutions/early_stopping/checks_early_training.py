"""What is asked of train_with_early_stopping, most basic first; see probes/stopping.py."""

import common_stopping as common
import numpy as np

from autograder import Exercise, expect, expect_close, kind_of

loop = Exercise("train_with_early_stopping", module="stopping")


def trained(submission, stop_at, best_epoch, max_epochs):
    """What train_with_early_stopping did to a net that counts its epochs."""
    seen = submission.train(stop_at, best_epoch, max_epochs)
    expect(isinstance(seen, dict), "train_with_early_stopping gave no answer.")
    return seen


@loop.check(points=1)
def trains_measures_and_asks(submission, reference, rng):
    """In each epoch it trains, measures the dev loss, and hands loss and parameters to step."""
    seen = trained(submission, 4, 2, 10)
    shown, told = np.array(seen.get("shown"), ndmin=1), np.array(seen.get("told"), ndmin=1)
    hint = "The dev loss of an epoch is that of the parameters after its training."
    expect(len(shown) > 0 and shown.dtype.kind in "fiu", "step was never called.", hint)
    ahead = np.arange(1, len(shown) + 1)
    message = f"When step was called, the net had been trained for {_few(shown)} epochs."
    expect(np.array_equal(shown, ahead), message, hint, observed=shown.tolist())
    what = "The losses that step was given"
    expect_close(told, 100.0 - 3.0 * ahead, what, hint)


def _few(values):
    return ", ".join(f"{value:g}" for value in values[:4]) + (", ..." if len(values) > 4 else "")


@loop.check(points=1)
def stops_when_it_is_told(submission, reference, rng):
    """Not one epoch is trained after step has returned True."""
    for stop_at in (1, 3, 6):
        found = trained(submission, stop_at, 1, 9).get("trained")
        message = f"step says stop after epoch {stop_at}; {found!s:.10} epochs were trained."
        hint = "What does step return, and who listens?"
        expect(found == stop_at, message, hint, observed=(stop_at, found))


@loop.check(points=1)
def stops_at_max_epochs(submission, reference, rng):
    """If step never returns True, training ends after max_epochs epochs."""
    for most in (1, 5):
        found = trained(submission, 100, 1, most).get("trained")
        message = f"With max_epochs = {most}, {found!s:.10} epochs were trained."
        expect(found == most, message, "Count the turns of the loop.", observed=(most, found))


PAIR = {"W1": (2, 3), "b1": (3,)}


@loop.check(points=2, after=(trains_measures_and_asks, stops_when_it_is_told))
def ends_with_the_best_params(submission, reference, rng):
    """When step has said stop, the caller's params hold the values of the best epoch."""
    hint = "Whose dict does the caller's net look at? A new name for another dict changes nothing."
    for stop_at, best in ((5, 2), (4, 3)):
        params = trained(submission, stop_at, best, 9).get("params")
        common.expect_params(params, best, PAIR, "After training, params", hint)


@loop.check(points=1, after=(trains_measures_and_asks, stops_at_max_epochs), hidden=True)
def restores_them_at_max_epochs_as_well(submission, reference, rng):
    """When training ends at max_epochs, the caller's params hold the best values too."""
    hint = "There are two ways out of the loop."
    for most, best in ((5, 2), (4, 1)):
        params = trained(submission, 100, best, most).get("params")
        common.expect_params(params, best, PAIR, "After max_epochs epochs, params", hint)


@loop.check(points=1, after=(trains_measures_and_asks, stops_when_it_is_told, stops_at_max_epochs))
def returns_a_loss_for_each_epoch(submission, reference, rng):
    """It returns the list of the dev losses, one for each epoch that was trained."""
    for stop_at, most in ((4, 9), (50, 3)):
        losses = trained(submission, stop_at, 2, most).get("losses")
        several = isinstance(losses, (list, tuple, np.ndarray))
        expect(several, f"It returns a {kind_of(losses)}, not a list of losses.")
        numbers = all(isinstance(loss, (int, float, np.generic, np.ndarray)) for loss in losses)
        expect(numbers, "It returns a list of something else than losses.")
        right = 100.0 - 3.0 * np.arange(1, min(stop_at, most) + 1)
        found = np.array([np.asarray(loss, dtype=object).size for loss in losses])
        expect(bool((found == 1).all()), "It returns a list of something else than losses.")
        values = np.array([np.asarray(loss).item() for loss in losses])
        message = f"It returns {len(losses)} losses after {len(right)} epochs."
        expect(len(losses) == len(right), message, observed=len(losses) - len(right))
        expect_close(values, right, "The list of losses", "In the order of the epochs.")
