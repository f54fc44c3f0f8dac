"""Checks of train_with_early_stopping, most basic first; see probes/stopping.py."""

import common_stopping as common
import numpy as np

from autograder import Exercise, Message, expect, expect_close, kind_of

loop = Exercise("train_with_early_stopping", module="stopping")
OTHER = "It returns a list of something else than losses."


def trained(submission, stop_at, best_epoch, max_epochs):
    """The answer of the probe that trains a net which counts its epochs, a dict."""
    seen = submission.train(stop_at, best_epoch, max_epochs)
    expect(isinstance(seen, dict), "train_with_early_stopping gave no answer.")
    return seen


@loop.check(points=1)
def trains_measures_and_asks(submission, reference, rng):
    """In each epoch it trains, measures the dev loss, and gives loss and parameters to step."""
    seen = trained(submission, 4, 2, 10)
    shown, told = np.array(seen.get("shown"), ndmin=1), np.array(seen.get("told"), ndmin=1)
    hint = "The dev loss of an epoch is that of the parameters after its training."
    expect(len(shown) > 0 and shown.dtype.kind in "fiu", "step was never called.", hint)
    ahead = np.arange(1, len(shown) + 1)
    few = common.numbers(shown[:4]) + (", ..." if len(shown) > 4 else "")
    message = Message("When step was called, the net had been trained for {few} epochs.", few=few)
    expect(np.array_equal(shown, ahead), message, hint, observed=shown.tolist())
    expect_close(told, 100.0 - 3.0 * ahead, "The losses that step was given", hint)


@loop.check(points=1)
def stops_when_it_is_told(submission, reference, rng):
    """No epoch is trained after step has returned True."""
    for stop_at in (1, 3, 6):
        found = trained(submission, stop_at, 1, 9).get("trained")
        text = "step returns True after epoch {stop_at}; {found!s:.10} epochs were trained."
        message = Message(text, stop_at=stop_at, found=found)
        hint = "What does the loop do with the value that step returns?"
        expect(found == stop_at, message, hint, observed=(stop_at, found))


@loop.check(points=1)
def stops_at_max_epochs(submission, reference, rng):
    """If step never returns True, training ends after max_epochs epochs."""
    for most in (1, 5):
        found = trained(submission, 100, 1, most).get("trained")
        text = "With max_epochs = {most}, {found!s:.10} epochs were trained."
        message = Message(text, most=most, found=found)
        expect(found == most, message, "How often does the loop run?", observed=(most, found))


PAIR = {"W1": (2, 3), "b1": (3,)}
STOPPED, AT_MAX = Message("After training, params"), Message("After max_epochs epochs, params")


@loop.check(points=2, after=(trains_measures_and_asks, stops_when_it_is_told))
def ends_with_the_best_params(submission, reference, rng):
    """After step has returned True, the caller's params hold the values of the best epoch."""
    hint = "Which dict does the caller's net use? params = ... only names another dict."
    for stop_at, best in ((5, 2), (4, 3)):
        params = trained(submission, stop_at, best, 9).get("params")
        common.expect_params(params, best, PAIR, STOPPED, hint)


@loop.check(points=1, after=(trains_measures_and_asks, stops_at_max_epochs), hidden=True)
def restores_them_at_max_epochs_as_well(submission, reference, rng):
    """When training ends at max_epochs, the caller's params hold the best values too."""
    hint = "The loop can end in two ways."
    for most, best in ((5, 2), (4, 1)):
        params = trained(submission, 100, best, most).get("params")
        common.expect_params(params, best, PAIR, AT_MAX, hint)


@loop.check(points=1, after=(trains_measures_and_asks, stops_when_it_is_told, stops_at_max_epochs))
def returns_a_loss_for_each_epoch(submission, reference, rng):
    """It returns the list of the dev losses, one for each epoch that was trained."""
    for stop_at, most in ((4, 9), (50, 3)):
        losses = trained(submission, stop_at, 2, most).get("losses")
        several = isinstance(losses, (list, tuple, np.ndarray))
        message = Message("It returns a {kind}, not a list of losses.", kind=kind_of(losses))
        expect(several, message)
        numbers = all(isinstance(loss, (int, float, np.generic, np.ndarray)) for loss in losses)
        expect(numbers, OTHER)
        right = 100.0 - 3.0 * np.arange(1, min(stop_at, most) + 1)
        found = np.array([np.asarray(loss, dtype=object).size for loss in losses])
        expect(bool((found == 1).all()), OTHER)
        values = np.array([np.asarray(loss).item() for loss in losses])
        text = "It returns {n} losses after {epochs} epochs."
        message = Message(text, n=len(losses), epochs=len(right))
        expect(len(losses) == len(right), message, observed=len(losses) - len(right))
        expect_close(values, right, "The list of losses", "In the order of the epochs.")
