"""What is asked of backpropagation with L2 in a net of three layers, most basic first."""

import numpy as np
from common import RTOL, alike, by_layer, expect_same_again, is_lost, one_factor, shape_of, slack
from common_mended import follow_through
from common_net import BIASES, OTHERS, SHAPE, USUAL, forward, problem

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    kind_of,
    listed,
)

backward = Exercise(
    "backward_propagation_with_regularization",
    module="net",
    stand_ins=("right_penalties",),
    without=("compute_cost_with_regularization",),
)

LAYERS = (3, 2, 1)
KEYS = tuple(f"d{kind}{layer}" for layer in LAYERS for kind in "Wb")
BACK = "Go back layer by layer: dZ, then dW and db, then dA of the layer before."


def passed(rng, widths=USUAL[0], m=USUAL[1], silent=()):
    """X, Y and the cache of a net; in the silent layers Z of the first unit is exactly 0."""
    params, X, Y = problem(rng, widths, m)
    for layer in silent:
        params[f"W{layer}"][0] = params[f"b{layer}"][0] = 0
    return X, Y, forward(params, X)


def gradients_of(submission, X, Y, cache, lambd):
    """The six gradients, each as what it is: single checks ask for their shapes."""
    grads = submission.backward_propagation_with_regularization(X, Y, cache, lambd)
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    missing = [key for key in KEYS if key not in grads]
    expect(not missing, Message("The dict has no {names}.", names=listed(missing)))
    found = {key: expect_array(grads[key], shape_of(grads[key]), key) for key in KEYS}
    return {key: value.astype(float) for key, value in found.items()}


def expect_plain(submission, reference, rng, kind):
    """With λ = 0 the gradients with respect to all W, or all b, are those of the cross-entropy."""
    X, Y, cache = passed(rng)
    found = gradients_of(submission, X, Y, cache, 0.0)
    true = reference.backward_propagation_with_regularization(X, Y, cache, 0.0)
    keys = [f"d{kind}{layer}" for layer in LAYERS]
    seen = tuple(found[key] for key in keys)
    for key in keys:
        what = Message("With λ = 0, {key}", key=key)
        shapes = found[key].shape, true[key].shape
        text = "{what} has the shape {found}, expected {wanted}."
        message = Message(text, what=what, found=shapes[0], wanted=shapes[1])
        expect(shapes[0] == shapes[1], message, BACK, observed=seen)
        expect_close(found[key], true[key], what, BACK, rtol=slack(true[key]), observed=seen)


def expect_plain_dw(submission, reference, rng):
    expect_plain(submission, reference, rng, "W")


def expect_plain_db(submission, reference, rng):
    expect_plain(submission, reference, rng, "b")


def own_factors(plain, true):
    """The numbers by which all dW, or all db, are too large without a penalty.

    Where both are, as with a wrong m, they have lost their points, and the pull may be too large by
    the same number.
    """
    factors = []
    for kind in "Wb":
        found, right = (
            np.concatenate([grads[f"d{kind}{layer}"].ravel() for layer in LAYERS])
            for grads in (plain, true)
        )
        if right.any() and alike(found, right, 10 * RTOL):
            return ()
        factors.append(one_factor(found, right) if found.size == right.size else None)
    return tuple(filter(None, factors))


def pulls_of(submission, reference, args, lambd):
    """For each W: what λ adds to dW, and λ/m · W; and the student's own factors."""
    X, Y, cache = args
    strong, plain = (gradients_of(submission, X, Y, cache, r) for r in (lambd, 0.0))
    true = reference.backward_propagation_with_regularization(X, Y, cache, 0.0)
    pulls = {}
    for layer in LAYERS:
        key, W = f"dW{layer}", cache[4 * layer - 2]
        shape = strong[key].shape == plain[key].shape == W.shape
        expect(shape, Message("{key} has not the shape of W{layer}.", key=key, layer=layer))
        pulls[layer] = strong[key] - plain[key], lambd / X.shape[1] * W
    return pulls, own_factors(plain, true)


def expect_pulls(submission, reference, rng):
    """λ adds λ/m · W to each dW."""
    hint = "What is the derivative of λ / (2m) · w², and where does it go?"
    asked = [
        (lambd, *pulls_of(submission, reference, passed(rng), lambd)) for lambd in (20.0, 300.0)
    ]
    for lambd, pulls, own in asked:
        times = {i: float(np.sum(g * u) / np.sum(u * u)) for i, (g, u) in pulls.items()}
        off = {i: float(np.abs(g - times[i] * u).max()) for i, (g, u) in pulls.items()}
        seen = np.array([[times[i], off[i]] for i in LAYERS])
        for layer, (grown, unit) in pulls.items():
            even = off[layer] <= 100 * RTOL * np.abs(unit).max()
            text = "The array that λ = {lambd} adds to dW{layer} is no multiple of W{layer}."
            message = Message(text, lambd=lambd, layer=layer)
            expect(even, message, hint, observed=(seen, grown))
        factors = by_layer(times[i] for i in (1, 2, 3))
        text = "λ = {lambd} should add λ/m · W to dW in every layer. It adds, in these: {factors}."
        message = Message(text, lambd=lambd, factors=factors)
        right = any(
            all(abs(t / factor - 1) < 10 * RTOL for t in times.values()) for factor in (1.0, *own)
        )
        expect(right, message, hint, observed=seen)


@backward.check(points=1)
def backpropagates_to_the_weights(submission, reference, rng):
    """With λ = 0, dW1, dW2 and dW3 are the gradients of the mean cross-entropy."""
    follow_through(expect_plain_dw, submission, reference, rng)


@backward.check(points=1)
def backpropagates_to_the_biases(submission, reference, rng):
    """With λ = 0, db1, db2 and db3 are the gradients of the mean cross-entropy."""
    follow_through(expect_plain_db, submission, reference, rng)


@backward.check(points=2)
def pulls_on_all_weights(submission, reference, rng):
    """The penalty adds its derivative to dW1, dW2 and dW3."""
    follow_through(expect_pulls, submission, reference, rng)


def expect_free_bias_gradients(submission, rng):
    """λ changes some dW, and no db."""
    X, Y, cache = passed(rng)
    strong, plain = (gradients_of(submission, X, Y, cache, r) for r in (80.0, 0.0))
    same = all(alike(strong[f"dW{i}"], plain[f"dW{i}"]) for i in LAYERS)
    expect(not same, "λ = 80 changes no dW.")
    for layer in LAYERS:
        key, b = f"db{layer}", cache[4 * layer - 1]
        message = Message("{key} has another shape when λ is 0.", key=key)
        expect(strong[key].shape == plain[key].shape, message)
        grown = strong[key] - plain[key]
        largest = float(np.abs(grown).max())
        close = largest <= 10 * RTOL * max(1, np.abs(plain[key]).max())
        message = Message("λ = 80 changes {key} by up to {largest:.3g}.", key=key, largest=largest)
        ratio = constant(grown / b) if grown.shape == b.shape else "odd"
        expect(close, message, BIASES, observed=(key, ratio, grown))


@backward.check(points=1)
def leaves_bias_gradients_free(submission, reference, rng):
    """The penalty does not change db1, db2 and db3."""
    follow_through(expect_free_bias_gradients, submission, rng)


def expect_some_gradients(submission, rng):
    """They depend on the labels, and nothing is drawn."""
    X, Y, cache = passed(rng)
    found, again, other = (gradients_of(submission, X, y, cache, 20.0) for y in (Y, Y, 1 - Y))
    for key in KEYS:
        expect_same_again(found[key], again[key])
    same = all(alike(found[key], other[key]) for key in KEYS)
    expect(not same, "No gradient depends on the labels.")


def expect_gradients_of_other_shapes(submission, reference, rng):
    """The gradients that are right are right for other numbers, and where Z is exactly 0."""
    no_dw, no_db, no_pull = (
        is_lost(part, submission, reference, rng)
        for part in (expect_plain_dw, expect_plain_db, expect_pulls)
    )
    for widths, m, *silent in (*OTHERS, ((4, 5, 6, 1), 12, 1), ((4, 5, 6, 1), 12, 2)):
        X, Y, cache = passed(rng, widths, m, silent)
        found = gradients_of(submission, X, Y, cache, 0.0)
        true = reference.backward_propagation_with_regularization(X, Y, cache, 0.0)
        pulls, own = pulls_of(submission, reference, (X, Y, cache), 3.0 * m)
        asked = [(no_db if "b" in key else no_dw, key, found[key], true[key]) for key in KEYS]
        for layer, (grown, unit) in pulls.items():
            factor = next((f for f in own if alike(grown, f * unit, 10 * RTOL)), 1.0)
            name = Message("what λ adds to dW{layer}", layer=layer)
            asked.append((no_pull, name, grown, factor * unit))
        for gone, name, value, right in asked:
            text = "With widths {widths} and {m} examples, {name}"
            if silent:
                text = "Where Z of a unit is exactly 0, {name}"
            what = Message(text, widths=widths, m=m, name=Message(name))
            if not gone:
                expect_close(value, right, what, SHAPE, rtol=10 * slack(right))
    expect_some_gradients(submission, rng)
    X, Y, cache = passed(rng)
    settled = (*cache[:9], 1.0 * Y, *cache[10:])  # A3 is Y, so that nothing flows back
    grads = gradients_of(submission, X, Y, settled, 20.0)
    expect(any(grads[f"dW{i}"].any() for i in LAYERS), "No dW has the gradient of a penalty.")


@backward.check(points=1, hidden=True)
def backpropagates_at_other_shapes(submission, reference, rng):
    """What is right is right for other numbers of units and examples, and where Z is exactly 0."""
    follow_through(expect_gradients_of_other_shapes, submission, reference, rng)


def expect_cache_alone(submission, rng):
    """No argument is another one after a call that gave gradients."""
    X, Y, cache = passed(rng)
    hint = "Operators such as -= and assignments such as dZ[...] = 0 write into the array itself."
    args, names = (X, Y, cache, 20.0), ("X", "Y", "cache")
    expect_unchanged(submission, "backward_propagation_with_regularization", args, names, hint)
    expect_some_gradients(submission, rng)


@backward.check(points=1, hidden=True)
def leaves_the_cache_alone(submission, reference, rng):
    """The caller's cache, X and Y are not changed."""
    follow_through(expect_cache_alone, submission, rng)
