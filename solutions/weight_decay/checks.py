"""What is asked of the two penalties in penalties.py, most basic first."""

import numpy as np
from common import BIASES, DEPTHS, RTOL, STRENGTHS, net, number

from autograder import Exercise, expect, expect_close

l2_penalty = Exercise("l2_penalty", module="penalties", hides=("reglab.nets.penalty.add_penalty",))
l1_penalty = Exercise("l1_penalty", module="penalties")

FACTOR = "What stands before the sum, and of what is it the sum? Compare with the docstring."
LAYERS = "Does your loop reach every layer, the first and the last?"


def only(params, *names):
    """The same net with zeros in place of all parameters but the named ones."""
    return {name: value * (name in names) for name, value in params.items()}


def weights(params):
    return [name for name in params if name[0] == "W"]


def penalty_of(value):
    return number(value, "The penalty")


def expect_value(ask, rng, true):
    """Where all weights but those of the second layer are 0, the penalty is the true one."""
    for lambd, m in STRENGTHS:
        params = only(net(rng, 4, 5, 6, 3), "W2")
        params["W2"] *= -np.sign(params["W2"].sum())  # what an absolute value would hide
        penalty = penalty_of(ask(params, lambd, m))
        what = f"With λ = {lambd} and m = {m}, and zeros in all layers but one, the penalty"
        expect_close(penalty, true(params, lambd, m), what, FACTOR, rtol=RTOL)


def expect_sum_of_layers(ask, rng):
    """The penalty is the sum of those that the same function gives to its layers, one by one.

    Whether it is right for one layer is another check's business, and paid for there.
    """
    params = net(rng, 4, 5, 6, 3)
    total = penalty_of(ask(params, 2.0, 7))
    layers = {name: penalty_of(ask(only(params, name), 2.0, 7)) for name in weights(params)}
    for name, value in layers.items():
        expect(value != 0, f"The penalty is 0 when {name} alone is not 0.", LAYERS)
    what = "The penalty of three layers, against the sum of what each has alone,"
    expect_close(total, sum(layers.values()), what, LAYERS, rtol=RTOL, observed=total)


def expect_free_biases(ask, rng):
    """Large biases change nothing."""
    params = net(rng, 5, 4, 6, 3, bias=2.0)
    with_biases = penalty_of(ask(params, 2.0, 7))
    without = penalty_of(ask(only(params, *weights(params)), 2.0, 7))
    expect(without != 0, "The penalty is 0.")
    same = np.isclose(with_biases, without, rtol=RTOL, atol=0)
    message = f"The penalty is {without:.6g} with biases of 0, and {with_biases:.6g} with others."
    expect(same, message, BIASES, observed=with_biases - without)


def expect_value_at_any_depth(ask, rng, true):
    for widths in DEPTHS:
        params = net(rng, *widths)
        what = f"With {len(widths) - 1} layers, the penalty"
        found = penalty_of(ask(params, 9.0, 3))
        hint = "How many layers does parameters hold?"
        expect_close(found, true(params, 9.0, 3), what, hint, rtol=RTOL)


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
    """Every layer has its part in the L2 penalty, and the parts are added."""
    expect_sum_of_layers(submission.l2_penalty, rng)


@l2_penalty.check(points=1)
def leaves_biases_out_of_the_penalty(submission, reference, rng):
    """The L2 penalty does not depend on the biases."""
    expect_free_biases(submission.l2_penalty, rng)


@l2_penalty.check(points=1, after=(sums_squares, adds_up_the_layers), hidden=True)
def sums_squares_at_any_depth(submission, reference, rng):
    """The number of layers follows from parameters: one, two, twelve."""
    expect_value_at_any_depth(submission.l2_penalty, rng, true_l2)


@l1_penalty.check(points=2)
def sums_absolute_values(submission, reference, rng):
    """The penalty is λ / m times the sum of the absolute values of all weights."""
    expect_value(submission.l1_penalty, rng, true_l1)


@l1_penalty.check(points=1)
def l1_adds_up_the_layers(submission, reference, rng):
    """Every layer has its part in the L1 penalty, and the parts are added."""
    expect_sum_of_layers(submission.l1_penalty, rng)


@l1_penalty.check(points=1)
def leaves_biases_out_of_the_l1_penalty(submission, reference, rng):
    """The L1 penalty does not depend on the biases."""
    expect_free_biases(submission.l1_penalty, rng)


@l1_penalty.check(points=1, after=(sums_absolute_values, l1_adds_up_the_layers), hidden=True)
def sums_absolute_values_at_any_depth(submission, reference, rng):
    """The number of layers follows from parameters: one, two, twelve."""
    expect_value_at_any_depth(submission.l1_penalty, rng, true_l1)
