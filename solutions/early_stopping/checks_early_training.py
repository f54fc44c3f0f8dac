"""Checks of train_with_early_stopping, most basic first; see probes/stopping.py.

A script stands in for EarlyStopping, so that a mistake made there costs nothing here. What the loop
did is judged by itself: the best parameters are those that the script kept, and the losses those
that step was given, whether or not they are what they should have been.
"""

import common_stopping as common
import numpy as np

from autograder import Exercise, Message, expect, expect_close, kind_of

loop = Exercise("train_with_early_stopping", module="stopping")
OTHER = "It returns a list of something else than losses."
PAIR = {"W1": (2, 3), "b1": (3,)}
STOPPED, AT_MAX = Message("After training, params"), Message("After max_epochs epochs, params")


def goes_on_at_true(submission):
    """True for a loop that takes True from step for "go on", as another check asks."""
    ends = [trained(submission, 4, 2, 9, go_on).get("trained") for go_on in (False, True)]
    return ends == [1, 4]


def trained(submission, stop_at, best_epoch, max_epochs, go_on=False, flags=True):
    """The answer of the probe that trains a net which counts its epochs, a dict."""
    seen = submission.train(stop_at, best_epoch, max_epochs, go_on, flags)
    counted = isinstance(seen, dict) and isinstance(seen.get("trained"), int)
    expect(counted, "train_with_early_stopping gave no answer.")
    return seen


def noted(seen, name):
    """What the probe noted at each call; nothing where its answer holds no such list."""
    return seen[name] if isinstance(seen.get(name), list) else []


def held(seen):
    """What the net had been through when step was called, in epochs."""
    shown = np.array([common.number(value) for value in noted(seen, "shown")])
    expect(shown.size > 0, "step was never called.", common.CONTRACT)
    return np.round(shown - common.EPOCH_0, 6)


def true_losses(epochs):
    """The dev losses of the probe's net."""
    return 100.0 - 3.1 * np.arange(1, epochs + 1)


@loop.check(points=1)
def trains_measures_and_asks(submission, reference, rng):
    """In each epoch it trains, measures the dev loss, and gives loss and parameters to step."""
    seen = trained(submission, 6, 2, 10, goes_on_at_true(submission))
    called = "a call" in map(str, noted(seen, "asked_for"))
    text = "The loop calls stopping(dev_loss, params), and an EarlyStopping is no function."
    expect(not called, text, common.CONTRACT, observed="called")
    shown = held(seen)
    hint = "The dev loss of an epoch is that of the parameters after its training."
    ahead = np.arange(1, len(shown) + 1)
    few = common.numbers(shown[:4]) + (", ..." if len(shown) > 4 else "")
    message = Message("When step was called, the net had been trained for {few} epochs.", few=few)
    right = np.array_equal(shown, ahead)
    expect(right, message, hint, observed=tuple(10.7 * shown))
    values = [common.number(loss) for loss in noted(seen, "told")]
    expect(bool(np.isfinite(values).all()), "step was given something else than losses.", hint)
    expect_close(np.array(values), true_losses(len(shown)), "The losses that step was given", hint)


@loop.check(points=1)
def stops_when_it_is_told(submission, reference, rng):
    """No epoch is trained after step has returned True."""
    hint = "What does the loop do with the value that step returns?"
    ends = {at: trained(submission, at, 1, 9, flags=False) for at in (1, 3, 6)}
    found = {at: seen.get("trained") for at, seen in ends.items()}
    trace = tuple(10.7 * common.number(n) for n in found.values())
    names = [name for name in map(str, noted(ends[3], "asked_for")) if name != "a call"]
    if names and found != {at: at for at in ends}:
        text = "The loop asks for stopping.{name}, and an EarlyStopping has nothing of that name."
        expect(False, Message(text, name=names[0]), common.CONTRACT, observed="an attribute")
    for stop_at, n in found.items():
        text = "step returns True after epoch {stop_at}; {n!s:.10} epochs were trained."
        expect(n == stop_at, Message(text, stop_at=stop_at, n=n), hint, observed=trace)


@loop.check(points=1)
def stops_at_max_epochs(submission, reference, rng):
    """If step never returns True, training ends after max_epochs epochs."""
    go_on = goes_on_at_true(submission)
    found = {most: trained(submission, 100, 1, most, go_on).get("trained") for most in (1, 5)}
    trace = tuple(10.7 * common.number(n) for n in found.values())
    for most, n in found.items():
        text = "With max_epochs = {most}, {n!s:.10} epochs were trained."
        expect(
            n == most, Message(text, most=most, n=n), "How often does the loop run?", observed=trace
        )


def expect_restored(seen, what, hint):
    """The caller's params hold what the stopping has kept, after they had been something else."""
    last, kept = held(seen)[-1], common.number(seen.get("kept")) - common.EPOCH_0
    moved = seen.get("trained") and last != round(kept, 6)
    message = "It cannot be seen, for no epoch was trained after the best one."
    expect(bool(moved), message, hint, observed="no epoch")
    common.expect_params(seen.get("params"), round(kept, 6), PAIR, what, hint)


@loop.check(points=2)
def ends_with_the_best_params(submission, reference, rng):
    """After step has returned True, the caller's params hold the values of the best epoch."""
    hint = "Which dict does the caller's net use? params = ... only names another dict."
    go_on = goes_on_at_true(submission)
    for seen in [trained(submission, *ends, 9, go_on) for ends in ((5, 2), (4, 3))]:
        expect_restored(seen, STOPPED, hint)


@loop.check(points=1, hidden=True)
def restores_them_at_max_epochs_as_well(submission, reference, rng):
    """When training ends at max_epochs, the caller's params hold the best values too."""
    hint = "The loop can end in two ways."
    go_on = goes_on_at_true(submission)
    for seen in [trained(submission, 100, *ends, go_on) for ends in ((2, 5), (1, 4))]:
        expect_restored(seen, AT_MAX, hint)


@loop.check(points=1)
def returns_a_loss_for_each_epoch(submission, reference, rng):
    """It returns the list of the dev losses, one for each epoch that was trained."""
    go_on = goes_on_at_true(submission)
    for seen in [trained(submission, at, 2, most, go_on) for at, most in ((7, 9), (50, 3))]:
        losses, epochs = seen.get("losses"), seen.get("trained")
        several = isinstance(losses, (list, tuple))
        several = several or (isinstance(losses, np.ndarray) and losses.ndim > 0)
        message = Message("It returns a {kind}, not a list of losses.", kind=kind_of(losses))
        expect(several, message)
        values = np.array([common.number(loss) for loss in losses])
        plain = bool(np.isfinite(values).all())
        text = "It returns a tuple of {n} entries, not the list of the losses."
        pair = isinstance(losses, tuple) and not plain
        expect(not pair, Message(text, n=len(losses)), "Return the list alone.", observed="a tuple")
        expect(plain, OTHER, observed=("other", len(losses) + 10.7))
        told = np.array([common.number(loss) for loss in noted(seen, "told")])
        if len(told) and np.array_equal(values, told):
            continue  # whether step was given the right ones is asked elsewhere
        text = "It returns {n} losses after {epochs} epochs."
        message = Message(text, n=len(losses), epochs=epochs)
        expect(len(losses) == epochs > 0, message, observed=len(losses) - epochs + 10.7)
        hint = "In the order of the epochs."
        expect_close(values, true_losses(epochs), "The list of losses", hint)
