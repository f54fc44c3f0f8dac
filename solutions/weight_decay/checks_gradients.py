"""What is asked of the gradients of the two penalties, most basic first."""

import numpy as np
from common import BIASES, DEPTH, DEPTHS, RTOL, STRENGTHS, net

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    kind_of,
)

l2_gradients = Exercise("l2_gradients", module="penalties")
l1_gradients = Exercise("l1_gradients", module="penalties")

LAYERS = "Each layer has an entry, the first and the last too, computed from its own weights."


def pull(grads, params, layer):
    """The entry of one layer, as an array of the right shape."""
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    name = f"dW{layer}"
    expect(name in grads, Message("The dict has no {name}.", name=name), LAYERS)
    return expect_array(grads[name], params[f"W{layer}"].shape, name).astype(float)


def expect_pull(ask, rng, true, hint):
    """The entry of the second layer is the true one."""
    for lambd, m in STRENGTHS:
        params = net(rng, 4, 5, 6, 3)
        found = pull(ask(params, lambd, m), params, 2)
        what = Message("With λ = {lambd} and m = {m}, dW2", lambd=lambd, m=m)
        expect_close(found, lambd / m * true(params["W2"]), what, hint, rtol=RTOL)


def expect_pull_on_every_layer(ask, rng):
    """The same weights get the same gradient in every layer.

    Another check asks whether it is right in the second layer.
    """
    params = net(rng, 4, 4, 4, 4)
    together = ask(params, 2.0, 7)
    for layer in (1, 2, 3):
        found = pull(together, params, layer)
        moved = {**params, "W2": params[f"W{layer}"].copy()}
        as_second = pull(ask(moved, 2.0, 7), params, 2)
        expect(found.any(), Message("dW{layer} is zero.", layer=layer), LAYERS)
        text = "dW{layer}, compared with the gradient of the same weights in the second layer,"
        what = Message(text, layer=layer)
        expect_close(found, as_second, what, LAYERS, rtol=RTOL)


def expect_no_pull_on_biases(ask, rng):
    """An entry of a bias is zero or missing."""
    params = net(rng, 4, 5, 6, 3, bias=2.0)
    grads = ask(params, 2.0, 7)
    expect(pull(grads, params, 2).any(), "dW2 is zero.")
    for layer in (1, 2, 3):
        name, bias = f"db{layer}", params[f"b{layer}"]
        value = grads.get(name)
        if value is None:
            continue
        found = expect_array(value, np.shape(value), name)
        seen = (name, constant(found / bias) if found.shape == bias.shape else "odd")
        text = "{name} is not zero, but the penalty does not depend on b{layer}."
        message = Message(text, name=name, layer=layer)
        expect(not found.any(), message, BIASES, observed=seen)


def expect_pulls_at_any_depth(ask, rng, true):
    for widths in DEPTHS:
        params = net(rng, *widths)
        grads = ask(params, 9.0, 3)
        for layer in range(1, len(widths)):
            found = pull(grads, params, layer)
            text = "With {layers} layers, dW{layer}"
            what = Message(text, layers=len(widths) - 1, layer=layer)
            expect_close(found, 3.0 * true(params[f"W{layer}"]), what, DEPTH, rtol=RTOL)


@l2_gradients.check(points=2)
def pulls_in_proportion(submission, reference, rng):
    """An entry is the derivative of λ / (2m) times the sum of the squared weights."""
    hint = "What is the derivative of w² / 2?"
    expect_pull(submission.l2_gradients, rng, np.positive, hint)


@l2_gradients.check(points=1)
def pulls_on_every_layer(submission, reference, rng):
    """Each layer has its entry, which depends on its own weights only."""
    expect_pull_on_every_layer(submission.l2_gradients, rng)


@l2_gradients.check(points=1)
def leaves_biases_alone(submission, reference, rng):
    """The L2 penalty has no gradient with respect to a bias."""
    expect_no_pull_on_biases(submission.l2_gradients, rng)


@l2_gradients.check(points=1, after=(pulls_in_proportion, pulls_on_every_layer), hidden=True)
def pulls_at_any_depth(submission, reference, rng):
    """The gradients are right for nets with one, two and twelve layers."""
    expect_pulls_at_any_depth(submission.l2_gradients, rng, np.positive)


@l2_gradients.check(points=1, hidden=True)
def leaves_the_parameters_alone(submission, reference, rng):
    """The caller's parameters are not changed."""
    params = net(rng, 5, 4, 3, bias=2.0)
    hint = "Operators such as *= write into the array itself. Does your dict belong to the caller?"
    expect_unchanged(submission, "l2_gradients", (params, 2.0, 7), ("parameters",), hint)


@l1_gradients.check(points=2)
def pulls_with_constant_force(submission, reference, rng):
    """An entry is the derivative of λ / m times the sum of the absolute values."""
    hint = "What is the slope of |w| to the right of 0, and what to the left?"
    expect_pull(submission.l1_gradients, rng, np.sign, hint)


@l1_gradients.check(points=1)
def takes_weights_of_zero(submission, reference, rng):
    """Where a weight is exactly 0, the entry is a number from -λ/m to λ/m."""
    params = net(rng, 4, 5, 6, 3)
    zero = rng.permutation(np.arange(30) < 9).reshape(6, 5)
    params["W2"][zero] = 0.0
    found = pull(submission.l1_gradients(params, 3.0, 6), params, 2)
    expect(found[~zero].any(), "The gradient is zero at every weight.")
    bound = max(0.5, np.abs(found[~zero]).max()) * (1 + RTOL)  # a wrong factor has paid already
    largest = np.abs(found[zero]).max()
    text = "With λ/m = 0.5, the entry of a weight of 0 has the absolute value {largest:.4g}."
    message = Message(text, largest=largest)
    hint = "At 0 the slope jumps from -λ/m to λ/m."
    expect(largest <= bound, message, hint, observed=float(largest))


@l1_gradients.check(points=1)
def l1_pulls_on_every_layer(submission, reference, rng):
    """Each layer has its entry, which depends on its own weights only."""
    expect_pull_on_every_layer(submission.l1_gradients, rng)


@l1_gradients.check(points=1)
def l1_leaves_biases_alone(submission, reference, rng):
    """The L1 penalty has no gradient with respect to a bias."""
    expect_no_pull_on_biases(submission.l1_gradients, rng)


@l1_gradients.check(
    points=1, after=(pulls_with_constant_force, l1_pulls_on_every_layer), hidden=True
)
def l1_pulls_at_any_depth(submission, reference, rng):
    """The gradients are right for nets with one, two and twelve layers."""
    expect_pulls_at_any_depth(submission.l1_gradients, rng, np.sign)
