"""What is asked of the two penalties in penalties.py, most basic first."""

import numpy as np
from common import (
    BIASES,
    DEPTH,
    DEPTHS,
    RTOL,
    STRENGTHS,
    alike,
    by_layer,
    doubled,
    expect_same_again,
    is_lost,
    net,
    only,
    weights,
)

from autograder import (
    Exercise,
    Message,
    expect,
    expect_close,
    expect_number,
    expect_unchanged,
)

l2_penalty = Exercise("l2_penalty", module="penalties", hides=("reglab.nets.penalty.add_penalty",))
l1_penalty = Exercise("l1_penalty", module="penalties")

FACTOR = "Which factor multiplies the sum, and which terms are added? Read the docstring again."
LAYERS = "Does your loop reach every layer, the first and the last?"
ONE_FACTOR = "One factor multiplies the sum of all layers, once, after the loop."


def penalty_of(value):
    return expect_number(value, "The penalty")


def parts_of(ask, params, lambd, m):
    """The penalties with zeros in all layers but one, for one layer after another."""
    return np.array([penalty_of(ask(only(params, n), lambd, m)) for n in weights(params)])


def expect_value(ask, rng, true):
    """The part of a layer is the true one.

    A layer that is left out, or has another factor than the others, loses the points of another
    check; so one layer that is right will do.
    """
    seen = []
    for lambd, m in STRENGTHS:
        params = net(rng, 4, 5, 6, 3)
        for name in weights(params):  # what an absolute value would hide
            params[name] *= -np.sign(params[name].sum())
        parts = parts_of(ask, params, lambd, m)
        rights = np.array([true(only(params, name), lambd, m) for name in weights(params)])
        seen.append((lambd, m, parts, rights, penalty_of(ask(params, lambd, m))))
    observed = np.array([[*parts, total] for _, _, parts, _, total in seen])
    for lambd, m, parts, rights, _ in seen:
        if any(alike(*pair) for pair in zip(parts, rights, strict=True)):
            continue
        layer = int(np.argmax(parts != 0)) if parts[1] == 0 else 1
        text = "With λ = {lambd} and m = {m}, and zeros in all layers but W{layer}, the penalty"
        what = Message(text, lambd=lambd, m=m, layer=layer + 1)
        expect_close(parts[layer], rights[layer], what, FACTOR, rtol=RTOL, observed=observed)


def fits(total, parts, lost):
    """True if a total is the sum of its parts, or, where that has lost its points, their norm."""
    return alike(total, sum(parts)) or (lost and alike(total, np.linalg.norm(parts)))


def expect_sum_of_layers(ask, rng, true):
    """Every layer has its part, with the same factor, and the penalty is their sum.

    Another check asks whether the part of a layer is right.
    """
    params, one = net(rng, 4, 5, 6, 3), net(rng, 4, 4, 4, 4)
    total, parts = penalty_of(ask(params, *STRENGTHS[1])), parts_of(ask, params, *STRENGTHS[1])
    same = parts_of(ask, {**one, "W1": one["W2"], "W3": one["W2"]}, *STRENGTHS[1])
    lost = is_lost(expect_value, ask, rng, true)
    seen = (parts, same, total)
    for name, value in zip(weights(params), parts, strict=True):
        message = Message("The penalty is 0 when only {name} is not 0.", name=name)
        expect(value != 0, message, LAYERS, observed=seen)
    text = "The same weights add {parts}. They should add the same in every layer."
    message = Message(text, parts=by_layer(same))
    expect(alike(same, same[[0, 0, 0]]), message, ONE_FACTOR, observed=seen)
    if not fits(total, parts, lost):
        what = "The penalty of three layers, compared with the sum over the layers one by one,"
        expect_close(total, sum(parts), what, LAYERS, rtol=RTOL, observed=seen)


def expect_some_penalty(ask, params, lambd, m):
    """The penalty without biases, which depends on the weights, and on λ or m.

    What has nothing to do with a penalty shows nothing of biases, and leaves its arguments alone
    by doing nothing.
    """
    params = only(params, *weights(params))
    found = penalty_of(ask(params, lambd, m))
    others = [(doubled(params), lambd, m), (params, 2 * lambd, m), (params, lambd, 3 * m)]
    of_weights, of_lambd, of_m = (penalty_of(ask(*args)) for args in others)
    expect_same_again(found, penalty_of(ask(params, lambd, m)))
    expect(found != 0, "The penalty is 0.")
    expect(not alike(of_weights, found), "The penalty does not depend on the weights.")
    effect = not (alike(of_lambd, found) and alike(of_m, found))
    expect(effect, "Neither λ nor m has an effect on the penalty.")
    return found


def expect_free_biases(ask, rng):
    """The penalty is the same with large biases."""
    params = net(rng, 5, 4, 6, 3, bias=2.0)
    with_biases = penalty_of(ask(params, 2.0, 7))
    without = expect_some_penalty(ask, params, 2.0, 7)
    text = "The penalty is {without:.6g} with biases of 0, and {others:.6g} with other biases."
    message = Message(text, without=without, others=with_biases)
    seen = np.array([with_biases, without, with_biases - without])
    expect(alike(with_biases, without), message, BIASES, observed=seen)


def expect_value_at_any_depth(ask, rng, true):
    """The penalty is true, or what the function itself makes of each layer where that was lost."""
    lambd, m = STRENGTHS[1]
    lost = is_lost(expect_value, ask, rng, true)
    small = net(rng, 4, 5, 6, 3)
    for widths in DEPTHS:
        params = net(rng, *widths)
        found = penalty_of(ask(params, lambd, m))
        second = [{**only(small), "W2": params[name]} for name in weights(params)]
        parts = [penalty_of(ask(alone, lambd, m)) for alone in second]
        if not (lost and any(parts) and fits(found, parts, lost)):
            what = Message("With {layers} layers, the penalty", layers=len(widths) - 1)
            expect_close(found, true(params, lambd, m), what, DEPTH, rtol=RTOL)


def expect_parameters_alone(submission, name, rng):
    """The caller's weights are what they were after a call that gave a penalty."""
    params = net(rng, 5, 4, 3, bias=2.0)
    expect_some_penalty(getattr(submission, name), params, 2.0, 7)
    expect_unchanged(submission, name, (params, 2.0, 7), ("parameters",))


def true_l2(params, lambd, m):
    return lambd / (2 * m) * sum(np.sum(params[name] ** 2) for name in weights(params))


def true_l1(params, lambd, m):
    return lambd / m * sum(np.sum(np.abs(params[name])) for name in weights(params))


@l2_penalty.check(points=2)
def sums_squares(submission, reference, rng):
    """The penalty is λ / (2m) times the sum of squared weights."""
    expect_value(submission.l2_penalty, rng, true_l2)


@l2_penalty.check(points=1)
def adds_up_the_layers(submission, reference, rng):
    """The L2 penalty is the sum of the parts of all layers, each with the same factor."""
    expect_sum_of_layers(submission.l2_penalty, rng, true_l2)


@l2_penalty.check(points=1)
def leaves_biases_out_of_the_penalty(submission, reference, rng):
    """The L2 penalty does not depend on the biases."""
    expect_free_biases(submission.l2_penalty, rng)


@l2_penalty.check(points=1, hidden=True)
def sums_squares_at_any_depth(submission, reference, rng):
    """The L2 penalty takes in all layers of nets with one, two and twelve layers."""
    expect_value_at_any_depth(submission.l2_penalty, rng, true_l2)


@l2_penalty.check(points=1, hidden=True)
def penalises_without_a_change(submission, reference, rng):
    """l2_penalty does not change the caller's parameters."""
    expect_parameters_alone(submission, "l2_penalty", rng)


@l1_penalty.check(points=2)
def sums_absolute_values(submission, reference, rng):
    """The penalty is λ / m times the sum of the absolute values of weights."""
    expect_value(submission.l1_penalty, rng, true_l1)


@l1_penalty.check(points=1)
def l1_adds_up_the_layers(submission, reference, rng):
    """The L1 penalty is the sum of the parts of all layers, each with the same factor."""
    expect_sum_of_layers(submission.l1_penalty, rng, true_l1)


@l1_penalty.check(points=1)
def leaves_biases_out_of_the_l1_penalty(submission, reference, rng):
    """The L1 penalty does not depend on the biases."""
    expect_free_biases(submission.l1_penalty, rng)


@l1_penalty.check(points=1, hidden=True)
def sums_absolute_values_at_any_depth(submission, reference, rng):
    """The L1 penalty takes in all layers of nets with one, two and twelve layers."""
    expect_value_at_any_depth(submission.l1_penalty, rng, true_l1)


@l1_penalty.check(points=1, hidden=True)
def l1_penalises_without_a_change(submission, reference, rng):
    """l1_penalty does not change the caller's parameters."""
    expect_parameters_alone(submission, "l1_penalty", rng)
