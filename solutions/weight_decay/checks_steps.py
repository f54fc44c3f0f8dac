"""What is asked of the two steps in penalties.py: weight decay and soft thresholding."""

import numpy as np
from common import RTOL, away_from_zero

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
SIGN = "In which direction is 0 from a negative weight?"


def stepped(submission, w, gradient, *settings):
    found = submission.decay_step(w, gradient, *settings)
    return expect_array(found, w.shape, "The new w").astype(float)


@decay.check(points=2)
def decays_by_the_right_factor(submission, reference, rng):
    """Where the gradient is 0, w shrinks by the factor that the L2 penalty's gradient gives."""
    for rate, lambd, m in SETTINGS:
        w = away_from_zero(rng, 4, 5)
        found = stepped(submission, w, np.zeros((4, 5)), rate, lambd, m)
        factor = constant(found / w)
        true = 1 - rate * lambd / m
        here = Message("With α = {rate}, λ = {lambd}, m = {m}", rate=rate, lambd=lambd, m=m)
        text = "{here} and gradient 0, w is multiplied by {factor:.4g}, not {true:.4g}: the new w"
        if factor == "uneven":
            text = "{here} and gradient 0, w is not multiplied by one number: the new w"
        what = Message(text, here=here, factor=factor, true=true)
        hint = "Write down the gradient step on the loss with its penalty, and collect what has w."
        expect_close(found, true * w, what, hint, rtol=RTOL)


@decay.check(points=1)
def steps_against_the_gradient(submission, reference, rng):
    """With λ = 0 it is a plain step of gradient descent."""
    w, gradient = away_from_zero(rng, 4, 5), away_from_zero(rng, 4, 5)
    found = stepped(submission, w, gradient, 0.3, 0.0, 10)
    hint = "Subtract the learning rate times the gradient."
    expect_close(found, w - 0.3 * gradient, "With λ = 0, the new w", hint, rtol=RTOL)


@decay.check(points=1)
def equals_the_gradient_step(submission, reference, rng):
    """The decay and the step together are a gradient step on the loss with its penalty."""
    rate, lambd, m = 0.2, 9.0, 6
    w, gradient = away_from_zero(rng, 4, 5), away_from_zero(rng, 4, 5)
    found = stepped(submission, w, gradient, rate, lambd, m)
    true = w - rate * (gradient + lambd / m * w)
    expect(not np.allclose(found, w), "The new w is the old w.")
    decayed = stepped(submission, w, 0 * gradient, rate, lambd, m)
    plain = stepped(submission, w, gradient, rate, 0.0, m)
    if np.allclose(found, decayed + plain - w, rtol=RTOL):
        return  # a mistake in either part has lost its points above
    hint = "The gradient belongs to the old w, and only w shrinks."
    expect_close(found, true, "The new w", hint, rtol=RTOL)


@decay.check(points=1, after=decays_by_the_right_factor, hidden=True)
def decays_arrays_of_any_shape(submission, reference, rng):
    """The decay is right for a w of any number of dimensions and for a factor of any sign."""
    for shape in ((7,), (1, 6), (2, 3, 4)):
        for rate, lambd, m in ((0.1, 4.0, 8), (1.0, 15.0, 10)):
            w = away_from_zero(rng, *shape)
            found = stepped(submission, w, np.zeros(shape), rate, lambd, m)
            text = "With w of shape {shape}, α = {rate}, λ = {lambd} and m = {m}, the new w"
            what = Message(text, shape=shape, rate=rate, lambd=lambd, m=m)
            true = (1 - rate * lambd / m) * w
            expect_close(found, true, what, "Does your code leave out a case?", rtol=RTOL)


@decay.check(points=1, hidden=True)
def leaves_w_alone(submission, reference, rng):
    """The caller's w and gradient are not changed."""
    w, gradient = away_from_zero(rng, 4, 5), away_from_zero(rng, 4, 5)
    args = (w, gradient, 0.1, 5.0, 10)
    expect_unchanged(submission, "decay_step", args, ("w", "gradient"))


def thresholded(submission, w, amount):
    return expect_array(submission.soft_threshold(w, amount), w.shape, "The new w").astype(float)


@soft.check(points=2)
def moves_large_weights_towards_zero(submission, reference, rng):
    """A weight larger than the amount, of either sign, moves towards 0 by that amount."""
    for amount in (0.15, 0.6):
        w = away_from_zero(rng, 4, 5) * 4 * amount / 0.8  # from amount up
        true = w - amount * np.sign(w)
        what = Message("With amount = {amount}, the new w", amount=amount)
        expect_close(thresholded(submission, w, amount), true, what, SIGN, rtol=RTOL)


@soft.check(points=1)
def stops_at_zero(submission, reference, rng):
    """A weight that is no larger than the amount becomes exactly 0."""
    w = np.concatenate([rng.uniform(-0.5, 0.5, 18), [0.0, 0.5, -0.5]]).reshape(3, 7)
    found = thresholded(submission, w, 0.5)
    left = np.mean(found != 0)
    text = "With amount = 0.5, {left:.0%} of the weights between -0.5 and 0.5 do not become 0."
    message = Message(text, left=left)
    expect(left == 0, message, "No weight goes past 0.", observed=found)


@soft.check(points=1, after=moves_large_weights_towards_zero, hidden=True)
def thresholds_arrays_of_any_shape(submission, reference, rng):
    """The threshold is right for a w of any number of dimensions and for an amount of 0."""
    for shape in ((8,), (1, 6), (2, 3, 4)):
        for amount in (0.0, 0.1):
            w = away_from_zero(rng, *shape)
            true = w - amount * np.sign(w)
            text = "With w of shape {shape} and amount = {amount}, the new w"
            what = Message(text, shape=shape, amount=amount)
            expect_close(thresholded(submission, w, amount), true, what, "", rtol=RTOL)


@soft.check(points=1, hidden=True)
def thresholds_a_copy(submission, reference, rng):
    """The caller's w is not changed."""
    w = away_from_zero(rng, 4, 5)
    hint = "Assigning to w[...] writes into the array itself."
    expect_unchanged(submission, "soft_threshold", (w, 0.8), ("w",), hint)
