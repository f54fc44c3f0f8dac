"""What is asked of the two steps in penalties.py: weight decay and soft thresholding."""

import numpy as np
from common import RTOL, alike, away_from_zero, expect_same_again, is_lost

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
)

decay = Exercise("decay_step", module="penalties")
soft = Exercise("soft_threshold", module="penalties")

SETTINGS = ((0.1, 20.0, 8), (0.5, 3.0, 6))  # learning rate, λ, m
MATRIX, SHAPES = (4, 5), ((20,), (1, 20), (2, 2, 5))  # of as many elements
SIGN = "In which direction is 0 from a negative weight?"
CASE = "Does your code leave out a case?"


def stepped(submission, w, gradient, *settings):
    found = submission.decay_step(w, gradient, *settings)
    return expect_array(found, w.shape, "The new w").astype(float)


def decayed(submission, w, *settings):
    """The new w where the gradient is 0."""
    return stepped(submission, w, np.zeros(w.shape), *settings)


def expect_decay(submission, rng):
    """Without a gradient w is multiplied by 1 - αλ/m."""
    w = away_from_zero(rng, *MATRIX)
    found = [decayed(submission, w, *settings) for settings in SETTINGS]
    for new, (rate, lambd, m) in zip(found, SETTINGS, strict=True):
        factor, true = constant(new / w), 1 - rate * lambd / m
        here = Message("With α = {rate}, λ = {lambd}, m = {m}", rate=rate, lambd=lambd, m=m)
        text = "{here} and gradient 0, w is multiplied by {factor:.4g}, not {true:.4g}: the new w"
        if factor == "uneven":
            text = "{here} and gradient 0, w is not multiplied by one number: the new w"
        what = Message(text, here=here, factor=factor, true=true)
        hint = "Write down the gradient step on the loss with its penalty, and collect what has w."
        expect_close(new, true * w, what, hint, rtol=RTOL, observed=np.array(found))


def expect_some_decay(submission, rng, seen=None):
    """Where λ or w has no effect there is no decay, and nothing to be asked of it."""
    w = away_from_zero(rng, *MATRIX)
    rate, lambd, m = SETTINGS[0]
    found, again = (decayed(submission, w, rate, lambd, m) for _ in range(2))
    more, other = (
        decayed(submission, w, rate, 2 * lambd, m),
        decayed(submission, -w, rate, lambd, m),
    )
    expect_same_again(found, again)
    still = "With a gradient of 0 the new w does not depend on λ."
    expect(not alike(found, more), still, observed=seen)
    expect(not alike(found, other), "The new w does not depend on w.")


@decay.check(points=2)
def decays_by_the_right_factor(submission, reference, rng):
    """Where the gradient is 0, w shrinks by the factor that the L2 penalty's gradient gives."""
    expect_decay(submission, rng)


@decay.check(points=1)
def steps_against_the_gradient(submission, reference, rng):
    """With λ = 0 it is a plain step of gradient descent."""
    hint = "Subtract the learning rate times the gradient."
    for rate, m in ((0.3, 10), (1.5, 3)):
        w, gradient = away_from_zero(rng, *MATRIX), away_from_zero(rng, *MATRIX)
        found = stepped(submission, w, gradient, rate, 0.0, m)
        what = Message("With λ = 0 and α = {rate}, the new w", rate=rate)
        expect_close(found, w - rate * gradient, what, hint, rtol=RTOL)


@decay.check(points=1)
def equals_the_gradient_step(submission, reference, rng):
    """The decay and the step are two terms of one step, as in that on the loss with its penalty."""
    rate, lambd, m = 0.2, 9.0, 6
    w, gradient = away_from_zero(rng, *MATRIX), away_from_zero(rng, *MATRIX)
    found = stepped(submission, w, gradient, rate, lambd, m)
    shrunk = decayed(submission, w, rate, lambd, m)
    plain = stepped(submission, w, gradient, rate, 0.0, m)
    expect_some_decay(submission, rng, (found, plain))
    expect(not alike(plain, w), "With λ = 0 the new w is the old w, whatever the gradient is.")
    if alike(found, shrunk + plain - w):
        return  # a mistake in either part has lost its points above
    true = w - rate * (gradient + lambd / m * w)
    hint = "The gradient belongs to the old w, and only w shrinks."
    expect_close(found, true, "The new w", hint, rtol=RTOL)


@decay.check(points=1, hidden=True)
def decays_arrays_of_any_shape(submission, reference, rng):
    """The decay is that of a matrix for a w of any shape, and for a factor of any sign."""
    lost = is_lost(expect_decay, submission, rng)
    expect_some_decay(submission, rng)
    for shape in SHAPES:
        for rate, lambd, m in ((0.1, 4.0, 8), (1.0, 15.0, 10)):
            w = away_from_zero(rng, *MATRIX)
            as_matrix = decayed(submission, w, rate, lambd, m)
            found = decayed(submission, w.reshape(shape), rate, lambd, m)
            text = "With w of shape {shape}, α = {rate}, λ = {lambd} and m = {m}, the new w"
            what = Message(text, shape=shape, rate=rate, lambd=lambd, m=m)
            true = as_matrix if lost else (1 - rate * lambd / m) * w
            expect_close(found, true.reshape(shape), what, CASE, rtol=RTOL)


@decay.check(points=1, hidden=True)
def leaves_w_alone(submission, reference, rng):
    """The caller's w and gradient are not changed."""
    w, gradient = away_from_zero(rng, *MATRIX), away_from_zero(rng, *MATRIX)
    args = (w, gradient, 0.1, 5.0, 10)
    found = expect_unchanged(submission, "decay_step", args, ("w", "gradient"))
    found = expect_array(found, w.shape, "The new w")
    expect_same_again(found, stepped(submission, *args))
    other = stepped(submission, -w, *args[1:])
    expect(not alike(found, other), "The new w does not depend on w.")
    expect(not alike(found, w), "The new w is the old w.")


def thresholded(submission, w, amount):
    return expect_array(submission.soft_threshold(w, amount), w.shape, "The new w").astype(float)


def expect_move(submission, rng):
    """Weights of both signs, larger than the amount, move towards 0 by that amount."""
    asked = []
    for amount in (0.15, 0.6, 3.0):
        w = away_from_zero(rng, *MATRIX) * 6 * amount  # from 1.2 times the amount up
        asked.append((amount, w, thresholded(submission, w, amount)))
    for amount, w, found in asked:
        what = Message("With amount = {amount}, the new w", amount=amount)
        expect_close(found, w - amount * np.sign(w), what, SIGN, rtol=RTOL)


def expect_some_threshold(submission, rng):
    """Where the amount or w has no effect there is no threshold, and nothing to be asked of it."""
    w = away_from_zero(rng, *MATRIX) * 3
    found, again, more = (thresholded(submission, w, amount) for amount in (0.9, 0.9, 3.0))
    expect_same_again(found, again)
    expect(found.any(), "All weights became 0, the large ones too.")
    expect(not alike(found, more), "The new w does not depend on the amount.")
    other = thresholded(submission, 2 * w, 0.9)
    expect(not alike(found, other), "The new w does not depend on w.")


@soft.check(points=2)
def moves_large_weights_towards_zero(submission, reference, rng):
    """A weight larger than the amount, of either sign, moves towards 0 by that amount."""
    expect_move(submission, rng)


@soft.check(points=1)
def stops_at_zero(submission, reference, rng):
    """A weight that is no larger than the amount becomes exactly 0, and not every weight does."""
    for amount in (0.5, 2.0):
        w = np.concatenate([rng.uniform(-amount, amount, 18), [0.0, amount, -amount]])
        found = thresholded(submission, w.reshape(3, 7), amount)
        left = np.mean(found != 0)
        text = (
            "With amount = {amount}, {left:.0%} of the weights between -{amount} and {amount} do"
            " not become 0."
        )
        message = Message(text, left=left, amount=amount)
        expect(left == 0, message, "No weight goes past 0.", observed=found)
    expect_some_threshold(submission, rng)


@soft.check(points=1, hidden=True)
def thresholds_arrays_of_any_shape(submission, reference, rng):
    """A w of any shape becomes what a matrix does, and nothing moves by an amount of 0."""
    lost = is_lost(expect_move, submission, rng)
    expect_some_threshold(submission, rng)
    for shape in SHAPES:
        for amount in (0.0, 0.1):
            w = away_from_zero(rng, *MATRIX)
            as_matrix = thresholded(submission, w, amount)
            found = thresholded(submission, w.reshape(shape), amount)
            text = "With w of shape {shape} and amount = {amount}, the new w"
            what = Message(text, shape=shape, amount=amount)
            true = as_matrix if lost else w - amount * np.sign(w)
            expect_close(found, true.reshape(shape), what, CASE, rtol=RTOL)


@soft.check(points=1, hidden=True)
def thresholds_a_copy(submission, reference, rng):
    """The caller's w is not changed."""
    w = away_from_zero(rng, *MATRIX)
    hint = "Assigning to w[...] writes into the array itself."
    expect_unchanged(submission, "soft_threshold", (w, 0.8), ("w",), hint)
    expect_some_threshold(submission, rng)
