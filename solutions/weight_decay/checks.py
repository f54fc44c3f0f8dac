"""What is asked of the two penalties in penalties.py, most basic first."""

import numpy as np
from common import BIASES, DEPTH, DEPTHS, RTOL, STRENGTHS, net

from autograder import Exercise, Message, expect, expect_close, expect_number

l2_penalty = Exercise("l2_penalty", module="penalties", hides=("reglab.nets.penalty.add_penalty",))
l1_penalty = Exercise("l1_penalty", module="penalties")

FACTOR = "Which factor multiplies the sum, and which terms are added? Read the docstring again."
LAYERS = "Does your loop reach every layer, the first and the last?"


def only(params, *names):
    """The same net with zeros in place of all parameters but the named ones."""
    return {name: value * (name in names) for name, value in params.items()}


def weights(params):
    return [name for name in params if name[0] == "W"]


def penalty_of(value):
    return expect_number(value, "The penalty")


def expect_value(ask, rng, true):
    """The penalty is the true one where only the second layer has weights other than 0."""
    for lambd, m in STRENGTHS:
        params = only(net(rng, 4, 5, 6, 3), "W2")
        params["W2"] *= -np.sign(params["W2"].sum())  # what an absolute value would hide
        penalty = penalty_of(ask(params, lambd, m))
        text = "With λ = {lambd} and m = {m}, and zeros in all layers but one, the penalty"
        what = Message(text, lambd=lambd, m=m)
        expect_close(penalty, true(params, lambd, m), what, FACTOR, rtol=RTOL)


def expect_sum_of_layers(ask, rng):
    """The penalty is the sum of those that the same function gives for each layer alone.

    Another check asks whether it is right for one layer.
    """
    params = net(rng, 4, 5, 6, 3)
    total = penalty_of(ask(params, 2.0, 7))
    layers = {name: penalty_of(ask(only(params, name), 2.0, 7)) for name in weights(params)}
    for name, value in layers.items():
        message = Message("The penalty is 0 when only {name} is not 0.", name=name)
        expect(value != 0, message, LAYERS)
    what = "The penalty of three layers, compared with the sum over the layers one by one,"
    expect_close(total, sum(layers.values()), what, LAYERS, rtol=RTOL, observed=total)


def expect_free_biases(ask, rng):
    """The penalty is the same with large biases."""
    params = net(rng, 5, 4, 6, 3, bias=2.0)
    with_biases = penalty_of(ask(params, 2.0, 7))
    without = penalty_of(ask(only(params, *weights(params)), 2.0, 7))
    expect(without != 0, "The penalty is 0.")
    same = np.isclose(with_biases, without, rtol=RTOL, atol=0)
    text = "The penalty is {without:.6g} with biases of 0, and {others:.6g} with other biases."
    message = Message(text, without=without, others=with_biases)
    expect(same, message, BIASES, observed=with_biases - without)


def expect_value_at_any_depth(ask, rng, true):
    for widths in DEPTHS:
        params = net(rng, *widths)
        what = Message("With {layers} layers, the penalty", layers=len(widths) - 1)
        found = penalty_of(ask(params, 9.0, 3))
        expect_close(found, true(params, 9.0, 3), what, DEPTH, rtol=RTOL)


def true_l2(params, lambd, m):
    return lambd / (2 * m) * sum(np.sum(params[name] ** 2) for name in weights(params))


def true_l1(params, lambd, m):
    return lambd / m * sum(np.sum(np.abs(params[name])) for name in weights(params))


@l2_penalty.check(points=2)
def sums_squares(submission, reference, rng):
    """The penalty is λ / (2m) times the sum of all squared weights."""
    expect_value(submission.l2_penalty, rng, true_l2)


@l2_penalty.check(points=1)
def adds_up_the_layers(submission, reference, rng):
    """The L2 penalty is the sum of the parts of all layers."""
    expect_sum_of_layers(submission.l2_penalty, rng)


@l2_penalty.check(points=1)
def leaves_biases_out_of_the_penalty(submission, reference, rng):
    """The L2 penalty does not depend on the biases."""
    expect_free_biases(submission.l2_penalty, rng)


@l2_penalty.check(points=1, after=(sums_squares, adds_up_the_layers), hidden=True)
def sums_squares_at_any_depth(submission, reference, rng):
    """The L2 penalty is right for nets with one, two and twelve layers."""
    expect_value_at_any_depth(submission.l2_penalty, rng, true_l2)


@l1_penalty.check(points=2)
def sums_absolute_values(submission, reference, rng):
    """The penalty is λ / m times the sum of the absolute values of all weights."""
    expect_value(submission.l1_penalty, rng, true_l1)


@l1_penalty.check(points=1)
def l1_adds_up_the_layers(submission, reference, rng):
    """The L1 penalty is the sum of the parts of all layers."""
    expect_sum_of_layers(submission.l1_penalty, rng)


@l1_penalty.check(points=1)
def leaves_biases_out_of_the_l1_penalty(submission, reference, rng):
    """The L1 penalty does not depend on the biases."""
    expect_free_biases(submission.l1_penalty, rng)


@l1_penalty.check(points=1, after=(sums_absolute_values, l1_adds_up_the_layers), hidden=True)
def sums_absolute_values_at_any_depth(submission, reference, rng):
    """The L1 penalty is right for nets with one, two and twelve layers."""
    expect_value_at_any_depth(submission.l1_penalty, rng, true_l1)
