"""Checks of the backward pass; ``keep_prob`` is the probability of KEEPING a unit."""

from contextlib import suppress
from itertools import product

import numpy as np
from checks import caches_what_the_next_layer_was_given, puts_its_masks_in_the_cache
from common import RTOL, cache_given, entries, kept_units, net, numbers

from autograder import (
    Exercise,
    Failed,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    kind_of,
    listed,
)

backward = Exercise("backward_propagation_with_dropout", module="network")
PARAMETERS = ("W3", "b3", "W2", "b2", "W1", "b1")
ALL = tuple(f"d{name}" for name in PARAMETERS)


def problem(rng, *widths, examples, positive=False):
    """Inputs, labels and parameters; see net."""
    X, parameters = net(rng, *widths, examples=examples, positive=positive)
    Y = rng.integers(0, 2, (1, examples))
    if examples > 1:
        Y[0, :2] = 0, 1  # no batch of one class
    return X, Y, parameters


def drawn(rng, units, examples):
    """A mask of which about half is kept, and in each example at least one unit and not all."""
    mask = rng.random((units, examples)) < 0.5
    mask[0], mask[1] = True, False
    return rng.permuted(mask, axis=0)


def gradients(X, Y, cache, times):
    """All gradients, given such a cache."""
    Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dA2 = (W3.T @ dZ3) * D2 * times[1]
    dZ2 = dA2 * (Z2 > 0)
    dA1 = (W2.T @ dZ2) * D1 * times[0]
    found = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dA1 * (Z1 > 0)}
    for layer, before in (("3", A2), ("2", A1), ("1", X)):
        found[f"dW{layer}"] = found[f"dZ{layer}"] @ before.T / X.shape[1]
        found[f"db{layer}"] = found[f"dZ{layer}"].sum(axis=1, keepdims=True) / X.shape[1]
    return found


def asked(submission, X, Y, cache, keep_prob, shapes):
    """The submission's gradients, as arrays of these shapes; (n,) does for (n, 1)."""
    found = submission.backward_propagation_with_dropout(X, Y, cache, keep_prob)
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(found))
    expect(isinstance(found, dict), message)
    missing = [key for key in shapes if key not in found]
    message = Message("There is no {missing} among the gradients.", missing=listed(missing))
    expect(not missing, message)
    for key, shape in shapes.items():
        if isinstance(found[key], np.ndarray) and found[key].shape == shape[:1]:
            found[key] = found[key].reshape(shape)
    return {key: expect_array(found[key], shape, key) for key, shape in shapes.items()}


def judge(compare, submission, X, Y, parameters, kept, keep_prob, keys=ALL):
    """The gradients compare well with the true ones, given masks or those of its own forward pass.

    The second is for a backward pass that reads the cache in a way of its own, and for one that
    is right for a forward pass which has paid for its mistake already.
    """
    times = (1 / keep_prob, 1 / keep_prob)
    cache = cache_given(X, parameters, kept, times)
    try:
        compare(*both(submission, X, Y, cache, cache, keep_prob, times, keys))
    except Failed:
        try:
            own, kept, times = own_pass(submission, X, parameters, keep_prob)
            true = cache_given(X, parameters, kept, times)
            compare(*both(submission, X, Y, own, true, keep_prob, times, keys))
        except Failed:
            pass
        else:
            return
        raise


def both(submission, X, Y, cache, true_cache, keep_prob, times, keys):
    """The submission's gradients given one cache, and the true ones given the other."""
    every = gradients(X, Y, true_cache, times)
    true = {key: every[key] for key in keys}
    shapes = {key: value.shape for key, value in true.items()}
    return asked(submission, X, Y, cache, keep_prob, shapes), true


def own_pass(submission, X, parameters, keep_prob):
    """The cache of a forward pass of the submission, its masks and its factors."""
    for _ in range(30):  # in a small net all units may be kept
        A3, cache = submission.forward_propagation_with_dropout(X, parameters, keep_prob)
        with suppress(Failed):
            return (cache, *what_was_done(X, parameters, A3, cache, keep_prob))
    raise Failed("The forward pass is that of another net.")


def what_was_done(X, parameters, A3, cache, keep_prob):
    """The masks of a forward pass and its factors, such that they explain its A3."""
    held, factors = entries(cache), []
    kept = kept_units(cache, parameters, X)
    expect(keep_prob == 1 or not any(mask.all() for mask in kept), "Nothing is dropped.")
    for layer, mask in enumerate(kept, start=1):
        Z, A = (numbers(held.get(f"{name}{layer}"), mask.shape) for name in "ZA")
        expect(Z is not None and A is not None, "The cache is incomplete.")
        active = mask & (Z > 0)
        found = np.median(A[active] / Z[active]) if active.any() else 1 / keep_prob
        factors.append((1 / keep_prob, float(found)))
    A3 = expect_array(A3, (1, X.shape[1]), "A3")
    for times in product(*factors):
        if np.allclose(A3, cache_given(X, parameters, kept, times)[11], rtol=RTOL):
            return kept, times
    raise Failed("This is another net.")


def close(hint):
    """Compares the first gradient that is wrong, from the last layer on."""

    def compare(found, true):
        for key in true:
            expect_close(found[key], true[key], key, hint, rtol=RTOL)

    return compare


@backward.check(points=2)
def goes_back_through_linear_steps_and_relus(submission, reference, rng):
    """For one example and with keep_prob = 1 the gradients of all weights and biases are right."""
    hint = "dZ3 is A3 - Y. What do a linear step and a relu do with a gradient that comes back?"
    for _ in range(3):
        X, Y, parameters = problem(rng, 1, 12, 12, 1, examples=1)
        for name in ("b1", "b2"):
            parameters[name][::2] *= -10  # so that some relus are silent
        kept = (np.ones((12, 1), bool),) * 2
        judge(close(hint), submission, X, Y, parameters, kept, 1.0)
        found = submission.backward_propagation_with_dropout(
            X, Y, cache_given(X, parameters, kept, (1, 1)), 1.0
        )
        for key in ("db3", "db2", "db1"):
            expect_array(found[key], parameters[key[1:]].shape, key, "keepdims=True")


@backward.check(points=1)
def averages_over_the_examples(submission, reference, rng):
    """The gradients of weights and biases are means over the m examples."""
    hint = "J has a factor 1/m, and m is the number of columns of X."
    X, Y, parameters = problem(rng, 3, 10, 10, 1, examples=8, positive=True)
    kept = (np.ones((10, 8), bool),) * 2
    judge(close(hint), submission, X, Y, parameters, kept, 1.0)


@backward.check(points=2)
def blocks_dropped_units(submission, reference, rng):
    """The gradient flows to the units that were kept, and to no others."""
    hint = "The mask that dropped a unit must also stop its gradient: D2 in layer 2, D1 in layer 1."

    def compare(found, true):
        flows = {key: value != 0 for key, value in found.items()}
        kept = {key: value != 0 for key, value in true.items()}
        seen = tuple(where_it_flows(flows[f"db{i}"], kept, i) for i in (2, 1))
        for key in true:
            leaks, starves = flows[key][~kept[key]].mean(), 1 - flows[key][kept[key]].mean()
            text = "{key} is not zero in {share:.0%} of what belongs to dropped units."
            expect(leaks == 0, Message(text, key=key, share=leaks), hint, observed=seen)
            text = "{key} is zero in {share:.0%} of what belongs to kept units."
            expect(starves == 0, Message(text, key=key, share=starves), hint, observed=seen)

    X, Y, parameters = problem(rng, 1, 16, 16, 1, examples=1, positive=True)
    kept = [drawn(rng, 16, 1), drawn(rng, 16, 1)]
    judge(compare, submission, X, Y, parameters, kept, 0.6, ("dW2", "db2", "dW1", "db1"))


def where_it_flows(flows, kept, layer):
    """A word for the units of a layer that the gradient flows to; it is the same for all masks."""
    for word, units in (("right", kept[f"db{layer}"]), ("other layer's", kept[f"db{3 - layer}"])):
        if np.array_equal(flows, units):
            return word
    return "everywhere" if flows.all() else "elsewhere"


@backward.check(points=2)
def divides_the_gradient_by_keep_prob(submission, reference, rng):
    """The gradient of a kept unit is scaled as the unit was."""
    hint = "A is relu(Z) / keep_prob at a kept unit. What is the derivative of that?"

    def compare(found, true):
        kept = {key: (true[key] != 0) & (found[key] != 0) for key in true}
        seen = tuple(constant(found[key][at] / true[key][at]) for key, at in kept.items())
        for key, at in kept.items():
            expect(at.any(), Message("{key} is zero at every kept unit.", key=key), hint)
            what = Message("{key} of the kept units", key=key)
            expect_close(found[key][at], true[key][at], what, hint, rtol=RTOL, observed=seen)

    X, Y, parameters = problem(rng, 1, 16, 16, 1, examples=1, positive=True)
    kept = (np.ones((16, 1), bool),) * 2  # by luck, all
    judge(compare, submission, X, Y, parameters, kept, 0.6)


SINGLE = (
    goes_back_through_linear_steps_and_relus,
    averages_over_the_examples,
    blocks_dropped_units,
    divides_the_gradient_by_keep_prob,
)


@backward.check(points=1, after=SINGLE, hidden=True)
def is_right_at_any_width(submission, reference, rng):
    """With both masks at once, all gradients are right for any width and number of examples."""
    for widths, examples, keep_prob in (
        ((5, 7, 9, 1), 20, 0.3),
        ((2, 6, 4, 1), 3, 0.85),
        ((3, 4, 4, 1), 4, 0.5),
    ):
        X, Y, parameters = problem(rng, *widths, examples=examples)
        kept = [drawn(rng, units, examples) for units in widths[1:3]]
        hint = "Does one of your lines work only where two sizes are equal?"
        judge(close(hint), submission, X, Y, parameters, kept, keep_prob)


@backward.check(points=1, after=SINGLE)
def gives_the_other_gradients_as_agreed(submission, reference, rng):
    """Each dZ has no factor 1/m, and dA is the gradient before dropout: masked and rescaled."""
    # Without masks in its cache, what was dropped can be told where no relu is silent.
    positive = puts_its_masks_in_the_cache in submission.lost
    X, Y, parameters = problem(rng, 4, 9, 9, 1, examples=6, positive=positive)
    kept = [drawn(rng, 9, 6), drawn(rng, 9, 6)]
    hint = "The docstring says with respect to what each gradient is, and with which factors."
    keys = ("dZ3", "dA2", "dZ2", "dA1", "dZ1")
    judge(close(hint), submission, X, Y, parameters, kept, 0.7, keys)


@backward.check(points=1, after=blocks_dropped_units, hidden=True)
def uses_the_masks_of_its_own_cache(submission, reference, rng):
    """After two forward passes, each backward pass uses the masks of its own forward pass."""
    if {puts_its_masks_in_the_cache, caches_what_the_next_layer_was_given} & submission.lost:
        return  # the forward pass has paid for it
    passes = []
    for _ in range(2):
        X, Y, parameters = problem(rng, 3, 24, 24, 1, examples=1, positive=True)
        A3, cache = submission.forward_propagation_with_dropout(X, parameters, 0.6)
        passes.append((X, Y, parameters, A3, cache))
    for X, Y, parameters, A3, cache in passes:
        try:
            kept, _ = what_was_done(X, parameters, A3, cache, 0.6)
        except Failed:
            return  # another net, which has paid for it
        message = "The gradient follows the masks of another forward pass."
        hint = "Store the masks of a forward pass in the cache that it returns."
        expect(follows(submission, X, Y, cache, kept[1]), message, hint)


def follows(submission, X, Y, cache, kept):
    """True when the gradient flows to these units of layer 2, and to no others."""
    try:
        found = asked(submission, X, Y, cache, 0.6, {"db2": kept.shape})
    except Failed:  # of the shape of another forward pass, say
        return False
    return np.array_equal(found["db2"] != 0, kept)


@backward.check(points=1, hidden=True)
def leaves_what_it_is_given_alone(submission, reference, rng):
    """The caller's X and Y and the arrays of the cache are not changed."""
    X, Y, parameters = problem(rng, 4, 9, 9, 1, examples=6)
    cache = cache_given(X, parameters, [drawn(rng, 9, 6), drawn(rng, 9, 6)], (2, 2))
    args = (X, Y, cache, 0.5)
    with suppress(Failed):  # who keeps masks elsewhere has paid for it
        submission.forward_propagation_with_dropout(X, parameters, 0.5)
    names = ("X", "Y", "cache")
    expect_unchanged(submission, "backward_propagation_with_dropout", args, names)
