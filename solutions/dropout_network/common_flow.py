"""What a backward pass makes of each step, given what it made of the steps before.

So a mistake in one line, which changes all gradients that follow, is counted where it was made.
"""

from dataclasses import replace

import numpy as np
from common import NAMES, RTOL, near
from common_caches import ALL, CHAIN

from autograder import Failed, Message, constant, expect, expect_close

SCALED = "A is relu(Z) / keep_prob at a kept unit. What is the derivative of that?"
AGREED = "The docstring says with respect to what each gradient is, and with which factors."


def flow(gradient):
    """The units that a gradient flows to, from that of their weights."""
    return (gradient != 0).any(axis=1)


def where_it_flows(found, again, kept, layer):
    """To which units of a layer the gradient flows: a word, and how many it misses or adds."""
    here = flow(found[f"dW{layer}"])
    for word, units in (("right", kept[f"dW{layer}"]), ("other's", kept[f"dW{3 - layer}"])):
        if np.array_equal(here, units):
            return word
    if here.all():
        return ("everywhere", here.size)
    if not np.array_equal(here, flow(again[f"dW{layer}"])):
        return ("to others in each call", here.size)
    return ("elsewhere", here.astype(float))


def is_divided(question):
    """Whether the gradient of layer 2 was divided by keep_prob where it flows, in a word."""
    try:
        found, true = question.answer(("db2",)).get("db2"), question.right()["db2"]
    except Failed:
        return "unknown"
    times = "unknown" if found is None else ratio(found, true)
    left_out = isinstance(times, float) and np.isclose(times, question.keep_prob, rtol=RTOL)
    return "not divided" if left_out else "divided"


def is_a_mean(question, found):
    """True if these gradients are the means of those that are given for each example by itself."""
    try:
        alone = [one.answer(ALL) for one in single(question)]
    except Failed:
        return False
    for key, value in found.items():
        if any(key not in one for one in alone):
            return False
        each = np.array([one[key] for one in alone])
        if not near(value, each.mean(axis=0)) or np.ptp(each, axis=0).max() == 0:
            return False
    return bool(alone)


def single(question):
    """The questions for each example by itself; none when the cache is of an unknown form."""
    if not isinstance(question.cache, tuple) or len(question.cache) != len(NAMES):
        return []
    return [
        replace(
            question,
            X=question.X[:, [j]],
            Y=question.Y[:, [j]],
            cache=columns(question.cache, j),
            true=columns(question.true, j),
        )
        for j in range(question.X.shape[1])
    ]


def columns(cache, j):
    """The cache of one example."""
    return tuple(
        a[:, [j]] if name[0] in "ZDA" and isinstance(a, np.ndarray) else a
        for name, a in zip(NAMES, cache, strict=True)
    )


def expect_scaled(question):
    """Fail unless the gradient at kept units has the factors of the units, where it flows.

    Right are the true gradients; each step, given the one before; and what becomes of the gradients
    that the submission gives for keep_prob = 1, whatever these are.
    """
    found, true = question.answer(ALL), question.right()
    kept = {key: (true[key] != 0) & (found[key] != 0) for key in found}
    if all(kept[key].any() and near(found[key][kept[key]], true[key][kept[key]]) for key in found):
        return
    by_step, by_rate = factors_of_steps(question), factors_of_keep_prob(question)
    if agree(by_step, 1 / question.times[0], 1) or agree(by_rate, 1 / question.times[0], 2):
        return
    seen = tuple(constant(found[key][at] / true[key][at]) for key, at in kept.items())
    for key, at in kept.items():
        expect(at.any(), Message("{key} is zero at every kept unit.", key=key), SCALED)
        what = Message("{key} of the kept units", key=key)
        expect_close(found[key][at], true[key][at], what, SCALED, rtol=RTOL, observed=seen)


def agree(factors, keep_prob, power):
    """True if layers 2 and 1 have the factors that belong to keep_prob, and the rest has none."""
    wanted = {"2": 1 / keep_prob, "1": 1 / keep_prob**power}
    return bool(factors) and all(
        isinstance(f, float) and np.isclose(f, wanted.get(key, 1), rtol=RTOL)
        for key, f in factors.items()
    )


def factors_of_steps(question):
    """By what dZ2 and dZ1 were multiplied, and dW and db, each given the dZ that came before."""
    try:
        found = question.answer((*ALL, *CHAIN))
    except Failed:
        return {}
    Z1, _, A1, _, _, Z2, _, A2, W2, _, _, _, W3, _ = question.true
    factors = {}
    for layer, W, Z, later in (("2", W3, Z2, "dZ3"), ("1", W2, Z1, "dZ2")):
        back = (W.T, W) if is_square(W) else (W.T,)  # a W that is not transposed has been told
        ratios = [ratio(found[f"dZ{layer}"], (M @ found[later]) * (Z > 0)) for M in back]
        factors[layer] = next((one for one in ratios if one != "uneven"), "uneven")
    for layer, before in (("3", A2), ("2", A1), ("1", question.X)):
        dZ = found[f"dZ{layer}"]
        factors[f"dW{layer}"] = ratio(found[f"dW{layer}"], dZ @ before.T)
        if f"db{layer}" in found:
            factors[f"db{layer}"] = ratio(found[f"db{layer}"], dZ.sum(axis=1, keepdims=True))
    return factors


def factors_of_keep_prob(question):
    """By what each gradient of weights is multiplied when keep_prob takes the place of 1."""
    try:
        found, plain = question.answer(ALL), question.answer(ALL, 1.0)
    except Failed:
        return {}
    names = {"dW2": "2", "dW1": "1", "dW3": "dW3"}
    return {name: ratio(found[key], plain[key]) for key, name in names.items()}


def ratio(found, true):
    """The one factor between two arrays where neither is 0; "uneven" otherwise."""
    at = (found != 0) & (true != 0)
    return constant(found[at] / true[at])


def follows_each_step(question, found):
    """The first gradient that is wrong given those before it; "" when there is none.

    Factors, and masks that are left out or guessed, have checks of their own and do not count here.
    """
    Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, _, W3, _ = question.true
    if not found["dZ3"].any():
        return "dZ3"
    steps = [("dW3", found["dZ3"] @ A2.T), ("db3", found["dZ3"].sum(axis=1, keepdims=True))]
    for layer, W, D, Z, A, before, later in (
        ("2", W3, D2, Z2, A2, A1, "dZ3"),
        ("1", W2, D1, Z1, A1, question.X, "dZ2"),
    ):
        back, dA, dZ = W.T @ found[later], found[f"dA{layer}"], found[f"dZ{layer}"]
        square = (W @ found[later],) if is_square(W) else ()
        steps += [
            (f"dA{layer}", back * D, back, back * (A > 0), *square),
            (f"dZ{layer}", dA * (Z > 0), dA * (Z > 0) * D, dA),
            (f"dW{layer}", dZ @ before.T),
            (f"db{layer}", dZ.sum(axis=1, keepdims=True)),
        ]
    for key, *choices in steps:
        if not any(proportional(found[key], choice) for choice in choices):
            return key
    return ""


def is_square(W):
    return W.shape[0] == W.shape[1]


def proportional(found, true):
    """True if an array is a multiple of another one, and not 0 where that is not."""
    if found.shape != true.shape or not np.isfinite(found).all() or not true.any():
        return not true.any() and not found.any()
    factor = float(np.sum(found * true) / np.sum(true * true))
    return factor != 0 and near(found, factor * true)


def expect_right_chain(question):
    """Fail unless dZ and dA are what the docstring says, as far as dW and db are right.

    Where these are wrong, the mistake has been told, and dZ need only be the dA that is given
    times the slope of the relu.
    """
    found, true = question.answer((*ALL, *CHAIN)), question.right()
    seen = tuple((key, found[key]) for key in CHAIN if not near(found[key], true[key]))
    right = {key: key in found and near(found[key], true[key]) for key in true}
    told = found["dZ3"].any() and not right["dW3"] and not right_alone(question)
    if not right["dZ3"] and not told:
        seen += (tuple(key for key in ALL if not right[key]),)
        expect_close(found["dZ3"], true["dZ3"], "dZ3", AGREED, rtol=RTOL, observed=seen)
    both = (question.true[5], question.true[0])
    for layer, Z, other in (("2", *both), ("1", *both[::-1])):
        dA, dZ = f"dA{layer}", f"dZ{layer}"
        if right[f"dW{layer}"]:
            for key in (dA, dZ):
                expect_close(found[key], true[key], key, AGREED, rtol=RTOL, observed=seen)
            continue
        slopes = [found[dA] * (Z > 0), found[dA]]  # who forgot the relu has paid for it
        slopes += [found[dA] * (other > 0)] if other.shape == Z.shape else []
        if not any(proportional(found[dZ], slope) for slope in slopes):
            expect_close(found[dZ], slopes[0], dZ, AGREED, rtol=RTOL, observed=seen)


def right_alone(question):
    """True if dZ3 is right for a single example of one number, whatever is taken for m."""
    for one in single(question)[:1]:
        one = replace(one, X=one.X[:1])
        try:
            return near(one.answer(("dZ3",))["dZ3"], one.right()["dZ3"])
        except Failed:
            return False
    return True


def varies(gradients):
    """True if what came back holds an array of numbers that are not all the same."""
    values = gradients.values() if isinstance(gradients, dict) else ()
    arrays = [v for v in values if isinstance(v, np.ndarray) and v.dtype.kind in "fiub"]
    return any(array.size and np.ptp(array.astype(float)) > 0 for array in arrays)
