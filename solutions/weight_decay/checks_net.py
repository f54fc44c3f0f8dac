"""What is asked of L2 in a net of three layers, most basic first."""

from itertools import pairwise

import numpy as np
from common import RTOL, slack

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    kind_of,
    listed,
)

cost = Exercise("compute_cost_with_regularization", module="net")
backward = Exercise("backward_propagation_with_regularization", module="net")

USUAL = ((2, 40, 20, 1), 160)  # widths and examples, as in the notebook
OTHERS = (((3, 1, 4, 1), 7), ((6, 5, 3, 1), 1), ((2, 3, 9, 1), 31))
KEYS = ("dW3", "db3", "dW2", "db2", "dW1", "db1")
SHAPE = "Is a number of units or of examples a constant in your code?"
BIASES = "Only the weights are penalised, not the biases."


def problem(rng, widths, m, bias=0.3):
    """Parameters, inputs and labels; biases are large enough to matter."""
    params = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.standard_normal((units, inputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = bias * rng.standard_normal((units, 1))
    return params, rng.standard_normal((widths[0], m)), rng.integers(2, size=(1, m))


def forward(params, X):
    """The cache of LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID."""
    cache, A = [], X
    for layer in (1, 2, 3):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        Z = W @ A + b
        A = np.maximum(Z, 0) if layer < 3 else 1 / (1 + np.exp(-Z))
        cache += [Z, A, W, b]
    return tuple(cache)


def cost_of(submission, A3, Y, params, lambd):
    value = submission.compute_cost_with_regularization(A3, Y, params, lambd)
    return expect_number(value, "The cost")


def growth(submission, A3, Y, params, lambd):
    """The amount by which λ raises the cost."""
    return cost_of(submission, A3, Y, params, lambd) - cost_of(submission, A3, Y, params, 0.0)


def gradients_of(submission, X, Y, cache, lambd):
    """The six gradients as arrays of the shapes of their parameters."""
    grads = submission.backward_propagation_with_regularization(X, Y, cache, lambd)
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    missing = [key for key in KEYS if key not in grads]
    expect(not missing, Message("The dict has no {names}.", names=listed(missing)))
    shapes = {f"dW{i}": cache[4 * i - 2].shape for i in (1, 2, 3)}
    shapes |= {f"db{i}": cache[4 * i - 1].shape for i in (1, 2, 3)}
    return {key: expect_array(grads[key], shapes[key], key).astype(float) for key in KEYS}


@cost.check(points=1)
def costs_the_cross_entropy(submission, reference, rng):
    """With λ = 0 the cost is the mean cross-entropy."""
    params, X, Y = problem(rng, *USUAL)
    A3 = forward(params, X)[9]
    true = -np.mean(np.where(Y == 1, np.log(A3), np.log(1 - A3)))
    found = cost_of(submission, A3, Y, params, 0.0)
    hint = "Is the penalty added to the cross-entropy, or does it replace it?"
    expect_close(found, true, "With λ = 0, the cost", hint, rtol=RTOL)


@cost.check(points=2)
def adds_the_squares_of_all_layers(submission, reference, rng):
    """The penalty is λ / (2m) times the sum of the squared weights of all three layers."""
    for lambd in (5.0, 100.0):
        params, X, Y = problem(rng, *USUAL, bias=0.0)
        grown = growth(submission, forward(params, X)[9], Y, params, lambd)
        squares = sum(np.sum(params[f"W{layer}"] ** 2) for layer in (1, 2, 3))
        hint = "Which layers are in the sum, and which factor multiplies it?"
        what = Message("The amount that λ = {lambd} adds to the cost", lambd=lambd)
        expect_close(grown, lambd / (2 * USUAL[1]) * squares, what, hint, rtol=RTOL)


@cost.check(points=1)
def leaves_biases_out_of_the_cost(submission, reference, rng):
    """The penalty does not depend on the biases."""
    params, X, Y = problem(rng, *USUAL, bias=2.0)
    A3 = forward(params, X)[9]
    weights = {name: value * (name[0] == "W") for name, value in params.items()}
    with_biases, without = (growth(submission, A3, Y, some, 50.0) for some in (params, weights))
    expect(without != 0, "λ = 50 does not change the cost.")
    same = np.isclose(with_biases, without, rtol=10 * RTOL, atol=0)
    text = "λ = 50 adds {without:.6g} with biases of 0, and {others:.6g} with other biases."
    message = Message(text, without=without, others=with_biases)
    expect(same, message, BIASES, observed=with_biases - without)


@cost.check(points=1, after=(costs_the_cross_entropy, adds_the_squares_of_all_layers), hidden=True)
def costs_nets_of_other_shapes(submission, reference, rng):
    """The cost is right for other numbers of units and of examples."""
    for widths, m in OTHERS:
        params, X, Y = problem(rng, widths, m, bias=0.0)
        A3 = forward(params, X)[9]
        for lambd in (0.0, 3.0 * m):
            true = reference.compute_cost_with_regularization(A3, Y, params, lambd)
            text = "With widths {widths}, {m} examples and λ = {lambd}, the cost"
            what = Message(text, widths=widths, m=m, lambd=lambd)
            found = cost_of(submission, A3, Y, params, lambd)
            expect_close(found, true, what, SHAPE, rtol=RTOL)


@backward.check(points=2)
def backpropagates_the_cross_entropy(submission, reference, rng):
    """With λ = 0 all gradients are those of the mean cross-entropy."""
    params, X, Y = problem(rng, *USUAL)
    cache = forward(params, X)
    found = gradients_of(submission, X, Y, cache, 0.0)
    true = reference.backward_propagation_with_regularization(X, Y, cache, 0.0)
    for key in KEYS:
        hint = "Go back layer by layer: dZ, then dW and db, then dA of the layer before."
        what = Message("With λ = 0, {key}", key=key)
        expect_close(found[key], true[key], what, hint, rtol=slack(true[key]))


@backward.check(points=2)
def pulls_on_all_weights(submission, reference, rng):
    """The penalty adds its derivative to dW1, dW2 and dW3."""
    for lambd in (20.0, 300.0):
        params, X, Y = problem(rng, *USUAL)
        cache = forward(params, X)
        with_penalty, without = (gradients_of(submission, X, Y, cache, r) for r in (lambd, 0.0))
        for layer in (3, 2, 1):
            unit = lambd / USUAL[1] * params[f"W{layer}"]
            grown = with_penalty[f"dW{layer}"] - without[f"dW{layer}"]
            times = float(np.sum(grown * unit) / np.sum(unit * unit))
            off = np.abs(grown - times * unit).max()
            even = off <= 100 * RTOL * np.abs(unit).max()
            text = "λ = {lambd} adds {times:.4g} times λ/m · W{layer} to dW{layer}, not 1 times."
            if not even:
                text = "The array that λ = {lambd} adds to dW{layer} is no multiple of W{layer}."
            message = Message(text, lambd=lambd, times=times, layer=layer)
            right = even and abs(times - 1) < 10 * RTOL
            hint = "What is the derivative of λ / (2m) · w², and where does it go?"
            expect(right, message, hint, observed=(layer, times, float(off)))


@backward.check(points=1)
def leaves_bias_gradients_free(submission, reference, rng):
    """The penalty does not change db1, db2 and db3."""
    params, X, Y = problem(rng, *USUAL)
    cache = forward(params, X)
    with_penalty, without = (gradients_of(submission, X, Y, cache, r) for r in (80.0, 0.0))
    same = all(np.allclose(with_penalty[key], without[key], rtol=RTOL) for key in KEYS[::2])
    expect(not same, "λ = 80 changes no gradient.")
    for layer in (3, 2, 1):
        grown = with_penalty[f"db{layer}"] - without[f"db{layer}"]
        close = np.abs(grown).max() <= 10 * RTOL * max(1, np.abs(without[f"db{layer}"]).max())
        largest = float(np.abs(grown).max())
        text = "λ = 80 changes db{layer} by up to {largest:.3g}."
        message = Message(text, layer=layer, largest=largest)
        seen = (f"db{layer}", constant(grown / params[f"b{layer}"]), largest)
        expect(close, message, BIASES, observed=seen)


@backward.check(
    points=1, after=(backpropagates_the_cross_entropy, pulls_on_all_weights), hidden=True
)
def backpropagates_at_other_shapes(submission, reference, rng):
    """The gradients are right for other numbers of units and of examples."""
    for widths, m in OTHERS:
        params, X, Y = problem(rng, widths, m)
        cache = forward(params, X)
        for lambd in (0.0, 3.0 * m):
            found = gradients_of(submission, X, Y, cache, lambd)
            true = reference.backward_propagation_with_regularization(X, Y, cache, lambd)
            for key in KEYS[::2]:
                text = "With widths {widths}, {m} examples and λ = {lambd}, {key}"
                what = Message(text, widths=widths, m=m, lambd=lambd, key=key)
                expect_close(found[key], true[key], what, SHAPE, rtol=slack(true[key]))


@backward.check(points=1, hidden=True)
def leaves_the_cache_alone(submission, reference, rng):
    """The caller's cache, X and Y are not changed."""
    params, X, Y = problem(rng, *USUAL)
    cache = forward(params, X)
    hint = "Operators such as -= and assignments such as dZ[...] = 0 write into the array itself."
    args, names = (X, Y, cache, 20.0), ("X", "Y", "cache")
    expect_unchanged(submission, "backward_propagation_with_regularization", args, names, hint)
