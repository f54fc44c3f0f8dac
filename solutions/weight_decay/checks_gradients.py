"""What is asked of the gradients of the two penalties, most basic first."""

import numpy as np
from common import (
    BIASES,
    DEPTH,
    DEPTHS,
    RTOL,
    STRENGTHS,
    alike,
    expect_same_again,
    is_lost,
    net,
    only,
    shape_of,
    weights,
)

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

l2_gradients = Exercise("l2_gradients", module="penalties", without=("l2_penalty",))
l1_gradients = Exercise("l1_gradients", module="penalties", without=("l1_penalty",))

LAYERS = "Each layer has an entry, the first and the last too, computed from its own weights."
IN_PLACE = "Operators such as *= write into the array itself. Does your dict belong to the caller?"


def entries(grads):
    """The arrays and numbers of the dict that do not go by the name of a bias."""
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    kinds = (np.ndarray, np.generic, float, int)
    named = {name: value for name, value in grads.items() if isinstance(value, kinds)}
    return {n: np.asarray(v) for n, v in named.items() if not str(n).startswith(("b", "db"))}


def entry(grads, layer):
    """The entry of one layer, whatever its shape; another check asks for that."""
    entries(grads)
    name = f"dW{layer}"
    message = Message("The dict has no {name}.", name=name)
    expect(name in grads, message, LAYERS, observed=(name, *sorted(map(str, grads))))
    return expect_array(grads[name], shape_of(grads[name]), name).astype(float)


def pull(grads, params, layer):
    """The entry of one layer, as an array of the right shape."""
    return expect_array(entry(grads, layer), params[f"W{layer}"].shape, f"dW{layer}")


def pull_of_shape(grads, params, name):
    """The entry that has the shape of a matrix, under whatever name; None where there is none."""
    shape = params[name].shape
    found = [value for value in entries(grads).values() if value.shape == shape]
    return expect_array(found[0], shape, f"d{name}").astype(float) if found else None


def expect_pull(ask, rng, true, hint):
    """The entry of some layer is the true one.

    A layer that is left out, has another's name or another factor, loses the points of another
    check.
    """
    for lambd, m in STRENGTHS:
        params = net(rng, 4, 5, 6, 3)
        grads = ask(params, lambd, m)
        found = {name: pull_of_shape(grads, params, name) for name in weights(params)}
        rights = {name: lambd / m * true(params[name]) for name in weights(params)}
        if any(found[n] is not None and alike(found[n], rights[n]) for n in found):
            continue
        name = next((n for n in ("W2", "W1", "W3") if found[n] is not None), "W2")
        given = pull(grads, params, 2) if found[name] is None else found[name]
        what = Message("With λ = {lambd} and m = {m}, d{name}", lambd=lambd, m=m, name=name)
        expect_close(given, rights[name], what, hint, rtol=RTOL)


def expect_pull_on_every_layer(ask, rng):
    """The same weights get the same gradient in every layer.

    Another check asks whether it is right.
    """
    params = net(rng, 4, 4, 4, 4)
    same = net(rng, 4, 4)["W1"]
    moved = [ask({**params, f"W{layer}": same}, *STRENGTHS[1]) for layer in (1, 2, 3)]
    found = [entry(grads, layer) for layer, grads in enumerate(moved, start=1)]
    for layer, value in enumerate(found, start=1):
        expect(value.any(), Message("dW{layer} is zero.", layer=layer), LAYERS)
    text = (
        "As part of W1 the same weight {weight:.4g} gets the gradient {first:.4g}, as part of W2"
        " {second:.4g}, and as part of W3 {third:.4g}."
    )
    odd = np.argmax(sum(np.abs(v - found[0]) for v in found if v.shape == found[0].shape))
    first, second, third = (v.ravel()[min(odd, v.size - 1)] for v in found)
    weight = same.ravel()[odd]
    message = Message(text, weight=weight, first=first, second=second, third=third)
    even = alike(found[0], found[1]) and alike(found[2], found[1])
    expect(even, message, LAYERS, observed=tuple(found))
    expect_some_pull(ask, params, *STRENGTHS[1])
    expect_dependence(ask, rng)


def expect_some_pull(ask, params, lambd, m):
    """There are gradients, and λ or m has an effect on them.

    A dict that has nothing to do with a penalty shows nothing of biases, and leaves its arguments
    alone by doing nothing.
    """
    given, again = ask(params, lambd, m), ask(params, lambd, m)
    others = (ask(params, 2 * lambd, m), ask(params, lambd, 3 * m))
    found = entries(given)
    expect(any(value.any() for value in found.values()), "All gradients are zero.")
    for name, value in found.items():
        expect_same_again(value, entries(again).get(name, 0.0))
    moved = any(
        not alike(value, entries(other).get(name, 0.0))
        for other in others
        for name, value in found.items()
    )
    expect(moved, "Neither λ nor m has an effect on the gradients.")
    return given


def expect_dependence(ask, rng):
    """The gradient of the second layer is another one when its weights are."""
    one, other = net(rng, 4, 4, 4, 4), net(rng, 4, 4, 4, 4)
    both = [entry(ask(params, *STRENGTHS[1]), 2) for params in (one, {**one, "W2": other["W2"]})]
    expect(not alike(*both), "dW2 is the same for other weights W2.", LAYERS)


def expect_no_pull_on_biases(ask, rng):
    """An entry of a bias is zero or missing."""
    params = net(rng, 4, 5, 6, 3, bias=2.0)
    grads = expect_some_pull(ask, params, 2.0, 7)
    for layer in (1, 2, 3):
        name, bias = f"db{layer}", params[f"b{layer}"]
        value = grads.get(name)
        if value is None:
            continue
        found = expect_array(value, shape_of(value), name)
        seen = (name, constant(found / bias) if found.shape == bias.shape else "odd", found)
        text = "{name} is not zero, but the penalty does not depend on b{layer}."
        message = Message(text, name=name, layer=layer)
        expect(not found.any(), message, BIASES, observed=seen)


def expect_pulls_at_any_depth(ask, rng, true, hint):
    """Each entry is true, or what the function makes of those weights where that was lost."""
    lambd, m = STRENGTHS[1]
    lost = is_lost(expect_pull, ask, rng, true, hint)
    expect_some_pull(ask, net(rng, 4, 5, 6, 3), lambd, m)
    own_counts = lost and not is_lost(expect_dependence, ask, rng)
    small = net(rng, 4, 5, 6, 3)
    for widths in DEPTHS:
        params = net(rng, *widths)
        grads = ask(params, lambd, m)
        owns = [ask({**only(small), "W2": params[n]}, lambd, m) for n in weights(params)]
        for layer, own in enumerate(owns, start=1):
            found, second = entry(grads, layer), entry(own, 2)
            text = "With {layers} layers, dW{layer}"
            what = Message(text, layers=len(widths) - 1, layer=layer)
            right = second if own_counts else lambd / m * true(params[f"W{layer}"])
            expect_close(found, right, what, DEPTH, rtol=RTOL)


def expect_parameters_alone(submission, name, rng):
    """The caller's parameters are what they were after a call that gave gradients."""
    params = net(rng, 5, 4, 3, bias=2.0)
    expect_some_pull(getattr(submission, name), params, 2.0, 7)
    expect_unchanged(submission, name, (params, 2.0, 7), ("parameters",), IN_PLACE)


L2_SLOPE = "What is the derivative of w² / 2?"
L1_SLOPE = "What is the slope of |w| to the right of 0, and what to the left?"


@l2_gradients.check(points=2)
def pulls_in_proportion(submission, reference, rng):
    """An entry is the derivative of λ / (2m) times the sum of the squared weights."""
    expect_pull(submission.l2_gradients, rng, np.positive, L2_SLOPE)


@l2_gradients.check(points=1)
def pulls_on_every_layer(submission, reference, rng):
    """Each layer has its entry, which depends on its own weights only."""
    expect_pull_on_every_layer(submission.l2_gradients, rng)


@l2_gradients.check(points=1)
def leaves_biases_alone(submission, reference, rng):
    """The L2 penalty has no gradient with respect to a bias."""
    expect_no_pull_on_biases(submission.l2_gradients, rng)


@l2_gradients.check(points=1, hidden=True)
def pulls_at_any_depth(submission, reference, rng):
    """All layers of nets with one, two and twelve layers have their gradients."""
    expect_pulls_at_any_depth(submission.l2_gradients, rng, np.positive, L2_SLOPE)


@l2_gradients.check(points=1, hidden=True)
def leaves_the_parameters_alone(submission, reference, rng):
    """l2_gradients does not change the caller's parameters."""
    expect_parameters_alone(submission, "l2_gradients", rng)


@l1_gradients.check(points=2)
def pulls_with_constant_force(submission, reference, rng):
    """An entry is the derivative of λ / m times the sum of the absolute values."""
    expect_pull(submission.l1_gradients, rng, np.sign, L1_SLOPE)


@l1_gradients.check(points=1)
def takes_weights_of_zero(submission, reference, rng):
    """Where a weight is exactly 0, the entry is a number from -λ/m to λ/m."""
    params = net(rng, 4, 5, 6, 3)
    expect_some_pull(submission.l1_gradients, params, 3.0, 6)
    zero = {name: rng.permutation(params[name].size) < 6 for name in weights(params)}
    for name, places in zero.items():
        params[name].flat[places] = 0.0
    grads, blank = (submission.l1_gradients(some, 3.0, 6) for some in (params, only(params)))
    found = {name: pull_of_shape(grads, params, name) for name in zero}
    named = [name for name in found if found[name] is not None]
    expect(named, "No entry has the shape of its weights.", LAYERS)
    empty = [pull_of_shape(blank, params, name) for name in named]
    at_zero = [np.abs(found[name].ravel()[zero[name]]) for name in named]
    at_zero = np.concatenate([*at_zero, *(np.abs(e.ravel()) for e in empty if e is not None)])
    others = np.concatenate([np.abs(found[name].ravel()[~zero[name]]) for name in named])
    expect(others.any(), "The gradient is zero at every weight.")
    bound = max(0.5, others.max()) * (1 + RTOL)  # a wrong factor has paid already
    text = "With λ/m = 0.5, the entry of a weight of 0 has the absolute value {largest:.4g}."
    message = Message(text, largest=at_zero.max())
    hint = "At 0 the slope jumps from -λ/m to λ/m."
    expect(at_zero.max() <= bound, message, hint, observed=float(at_zero.max()))


@l1_gradients.check(points=1)
def l1_pulls_on_every_layer(submission, reference, rng):
    """Each layer has its entry, which depends on its own weights only."""
    expect_pull_on_every_layer(submission.l1_gradients, rng)


@l1_gradients.check(points=1)
def l1_leaves_biases_alone(submission, reference, rng):
    """The L1 penalty has no gradient with respect to a bias."""
    expect_no_pull_on_biases(submission.l1_gradients, rng)


@l1_gradients.check(points=1, hidden=True)
def l1_pulls_at_any_depth(submission, reference, rng):
    """All layers of nets with one, two and twelve layers have their gradients."""
    expect_pulls_at_any_depth(submission.l1_gradients, rng, np.sign, L1_SLOPE)


@l1_gradients.check(points=1, hidden=True)
def l1_leaves_the_parameters_alone(submission, reference, rng):
    """l1_gradients does not change the caller's parameters."""
    expect_parameters_alone(submission, "l1_gradients", rng)
