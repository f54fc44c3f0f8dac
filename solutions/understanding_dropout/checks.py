"""Checks of forward_with_keep_probs, most basic first: the net and its masks.

keep_probs are probabilities of KEEPING a unit.
"""

from itertools import combinations

import numpy as np
from common import (
    inputs,
    last_hidden,
    passed,
    scores_of,
    small_net,
    square_net,
    undropped,
    whole_net,
)
from common_thinned import coins, common_factor, expect_drops, fits_rate, seen_of, thinned

from autograder import (
    Exercise,
    Failed,
    Measured,
    Message,
    coins_needed,
    expect,
    expect_close,
    expect_coin_for_each,
    measured_rate,
)
from reglab.columns import sigmoid

forward = Exercise("forward_with_keep_probs", module="keep_probs", returns=("AL", "activations"))
RTOL = 1e-5  # leaves room for single precision
WIDTHS = (4, 9, 8, 7, 6, 1)
OF_KEEPING = "keep_probs are probabilities of keeping a unit; keep_probs[0] is that of the input."


def expect_layers(submission, X, parameters, keep_probs, *seed):
    """Each layer is 0, where units are dropped, or one multiple of what it should be."""
    _, activations = passed(submission, X, parameters, keep_probs, *seed)
    below = [A / p for A, p in zip(activations, keep_probs, strict=True)]
    others = whole_net(X, parameters), undropped(X, parameters, below)
    for layer, before in enumerate(undropped(X, parameters, activations)):
        A = activations[layer]
        if any(is_multiple(A, other[layer]) for other in others):
            continue  # that it was not given what is returned costs points elsewhere
        ratios = A[(A != 0) & (before != 0)] / before[(A != 0) & (before != 0)]
        text = "With keep_probs = {dials}, A{layer} is zero wherever it should not be."
        message = Message(text, dials=keep_probs, layer=layer)
        expect(ratios.size > 0, message, observed=(layer, "zero"))
        factor = abs(np.median(ratios))
        what = Message("With keep_probs = {dials}, A{layer}", dials=keep_probs, layer=layer)
        hint = "Each hidden layer is linear - relu, and gets the activations of the one below."
        seen = (layer, A)
        expect_close(A, factor * before * (A != 0), what, hint, rtol=RTOL, observed=seen)


def is_multiple(A, before):
    """Whether A is one multiple of another array, wherever it is not 0."""
    there = (A != 0) & (before != 0)
    factor = abs(np.median(A[there] / before[there])) if there.any() else 0.0
    return bool(factor and np.allclose(A, factor * before * (A != 0), rtol=RTOL))


@forward.check(points=1)
def computes_each_layer_from_the_one_below(submission, reference, rng):
    """Each hidden layer is linear - relu, apart from what its dropout does to it."""
    parameters, X = small_net(rng, *WIDTHS), inputs(rng, WIDTHS[0], 200)
    told = None
    # 1.0 may be misread, and refused. Beside it, and beside 0, nothing is dropped or everything.
    for dials in ([1.0] * 5, [1 - 1e-12] * 5, [1e-12] * 5, [0.9, 0.8, 0.75, 0.8, 0.9]):
        try:
            return expect_layers(submission, X, parameters, dials, 3)
        except Failed as failed:
            told = told if isinstance(getattr(told, "observed", None), tuple) else failed
    raise told


@forward.check(points=2)
def keeps_each_layer_at_its_own_rate(submission, reference, rng):
    """In layer l (the input is layer 0) a fraction keep_probs[l] of the units is kept."""
    dials, calls = (0.9, 0.6, 0.3, 0.75), 4
    number = max(coins_needed(p, tries=10) for p in dials) // (40 * calls) + 1
    parameters, X = square_net(rng, 40, 4), np.abs(inputs(rng, 40, number))
    passes = [thinned(submission, X, parameters, dials, 100 + i) for i in range(calls)]
    text = "With keep_probs[{layer}] = {p}, units kept in layer {layer}: {found:.1%} of {size}."
    for layer, p in enumerate(dials):
        tossed = coins(passes, layer)
        rate = tossed.mean() if tossed.size else 0.0
        message = Message(text, layer=layer, p=p, found=rate, size=tossed.size)
        if not fits_rate(tossed, p):
            raise Failed(message, OF_KEEPING, observed=seen_of(passes))


@forward.check(points=2)
def keeps_the_mean_of_each_layer(submission, reference, rng):
    """Kept units are divided by the probability of keeping them: on average nothing changes."""
    # No share of a layer is exactly one of these numbers, so that dividing by the share shows.
    dials = (0.9, 0.6, 0.35, 0.8)
    parameters, X = square_net(rng, 24, 4), np.abs(inputs(rng, 24, 111))
    passes = [thinned(submission, X, parameters, dials, seed) for seed in range(200, 204)]
    expect_drops(passes, OF_KEEPING)
    try:
        expect_the_mean(passes, dials)
    except Failed as failed:
        failed.observed = seen_of(passes)
        raise


def expect_the_mean(passes, dials):
    """The kept units of each layer are multiplied by what its own rate of keeping asks for."""
    known = {1.0, *dials, *(1 - p for p in dials)}
    hint = "By what must a kept unit be divided, so that the mean of its layer stays the same?"
    for layer, p in enumerate(dials):
        factors = [one.factor(layer) for one in passes]
        text = "With keep_probs[{layer}] = {p}, the kept units of layer {layer} have no factor"
        message = Message(f"{text} in common.", layer=layer, p=p)
        expect(None not in factors, message, hint)
        message = Message(
            "{text}: it is {low:.4g} in one call and {high:.4g} in another.",
            text=Message(text, layer=layer, p=p), low=min(factors), high=max(factors),
        )  # fmt: skip
        expect(np.ptp(factors) <= 1e-4 * max(factors), message, hint)
        factor, tossed = factors[0], coins(passes, layer)
        steady = any(abs(factor * rate - 1) < 1e-4 for rate in known)
        text = (
            "With keep_probs[{layer}] = {p}, layer {layer} keeps {rate:.0%} of its units and"
            " multiplies them by {factor:.4g}: on average they are {mean:.4g} times what they were."
        )
        rate = tossed.mean() if tossed.size else 0.0
        message = Message(text, layer=layer, p=p, rate=rate, factor=factor, mean=rate * factor)
        expect(steady and fits_rate(tossed, 1 / factor), message, hint)


@forward.check(points=1)
def returns_what_it_passes_on(submission, reference, rng):
    """The activations returned are what the layers pass on, to the next one and to the output."""
    parameters, X = square_net(rng, 20, 3), np.abs(inputs(rng, 20, 50))
    one = thinned(submission, X, parameters, (0.8, 0.6, 0.7), 31)
    expect_drops([one], "Each layer passes on what is left after its dropout.")
    seen = tuple(measured_rate(coins([one], layer)) for layer in range(3))
    hint = "The next layer gets what is left after dropout, and that is what is returned."
    text = "A1 and A2 fit the layers below as they were before their dropout."
    expect(one.how != "whole", Message(text), hint, observed=("whole", seen))
    text = "A0, A1 and A2 are what the layers had before their dropout."
    expect(one.how != "before", Message(text), hint, observed=("before", seen))
    text = "AL fits the last hidden layer as it was before its dropout."
    expect(one.tail != "whole", Message(text), hint, observed=("output", seen))


@forward.check(points=1)
def drops_units_independently(submission, reference, rng):
    """Each unit of each example in each layer is dropped independently of all others."""
    parameters, X = square_net(rng, 60, 3), np.abs(inputs(rng, 60, 70))
    passes = [thinned(submission, X, parameters, [0.5] * 3, seed) for seed in range(300, 314)]
    expect_drops(passes, OF_KEEPING)
    drawn = {}
    for layer in range(3):
        kept = np.array([one.kept(layer) for one in passes])
        if 0 < kept.mean() < 1:
            drawn[layer] = kept
    hint = "How many random numbers does an array of shape (n_l, m) need?"
    for layer, kept in drawn.items():
        where, what = Message("In layer {layer}, ", layer=layer), Message("A{layer}", layer=layer)
        try:
            expect_coin_for_each(kept, ("unit", "example"), hint, what=what, where=where)
        except Failed as failed:
            failed.observed = (failed.observed, layer, *alike_seen(kept))
            raise
    hint = "Layers that draw from a generator with the same seed draw the same numbers."
    for (i, a), (j, b) in combinations(drawn.items(), 2):
        message = Message("Layers {i} and {j} draw the same random numbers.", i=i, j=j)
        expect(not share_coins(a, b), message, hint, observed=(i, j, "shared"))


def alike_seen(kept):
    """How alike neighbors are, along units and examples, and how much the numbers kept vary."""
    both = (kept[:, :-1] == kept[:, 1:]).mean(), (kept[:, :, :-1] == kept[:, :, 1:]).mean()
    counts = kept.sum(axis=(1, 2))
    spread = counts.std() / np.sqrt(kept[0].size * kept.mean() * (1 - kept.mean()))
    return *(Measured(float(share), 0.05) for share in both), Measured(1 / (1 + spread), 0.06)


def share_coins(a, b):
    """True if a unit of one layer has to do with a unit of another, draw after draw.

    Of 14 draws of 70 examples, two that have not are so much alike in 1 of 10**14 cases at most.
    """
    repeated = len({draw.tobytes() for draw in a}) < len(a)
    if repeated:  # another mistake, which leaves one draw; equal numbers are equal in it too
        return bool(np.array_equal(a[0], b[0]))
    units = [np.moveaxis(x, 1, 0).reshape(x.shape[1], -1).astype(float) for x in (a, b)]
    one, other = ((x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True) for x in units)
    alike = one @ other.T / one.shape[1]
    return bool(np.abs(alike).max() > 0.3)


@forward.check(points=1)
def drops_nothing_of_the_output(submission, reference, rng):
    """AL is linear - sigmoid of the last activations, and no part of the output is dropped."""
    parameters, X = small_net(rng, *WIDTHS), inputs(rng, WIDTHS[0], 200)
    parameters["b5"] -= np.median(scores_of(parameters, whole_net(X, parameters)[-1]))
    hint = "The last layer is linear - sigmoid."
    try:
        AL, activations = passed(submission, X, parameters, [1.0] * 5, 3)
    except Failed:
        pass  # 1.0 may be misread, and refused
    else:
        below = [*last_hidden(X, parameters, activations), 0 * activations[-1]]
        made = [sigmoid(scores_of(parameters, one)) for one in below]
        if not any(np.allclose(AL, one, rtol=RTOL, atol=RTOL) for one in made):
            expect_close(AL, made[0], "With all keep_probs at 1.0, AL", hint, rtol=RTOL)
    for layers, dials in ((1, (0.75,)), (3, (0.8, 0.6, 0.7))):
        parameters, X = square_net(rng, 20, layers), np.abs(inputs(rng, 20, 101))
        one = thinned(submission, X, parameters, dials, 41)
        expect_tail(parameters, one.AL, (one.after[-1], one.before[-1]), one.factor(layers - 1))
        if one.how == "before":  # what the output got is not known of other nets
            return
    for widths, dials in (((5, 9, 6, 4), (0.8, 0.6, 0.7)), ((4, 7, 1), (0.9, 0.8))):
        parameters, X = small_net(rng, *widths), inputs(rng, widths[0], 201)
        AL, activations = passed(submission, X, parameters, dials, 43)
        expect_tail(parameters, AL, list(last_hidden(X, parameters, activations)), 1.0)


def expect_tail(parameters, AL, layers, factor):
    """AL is linear - sigmoid of one of these: of which, returns_what_it_passes_on asks."""
    made = [sigmoid(scores_of(parameters, below)) for below in layers]
    if factor is not None and any(np.allclose(AL, one, rtol=RTOL, atol=RTOL) for one in made):
        return
    hint = "The L keep_probs are for the input and the L - 1 hidden layers, not for the output."
    zeros, halves = (Measured(float(np.mean(value == AL)), 0.05) for value in (0.0, 0.5))
    rest = np.abs(AL - made[0]) > RTOL
    rest &= ~np.isin(AL, (0.0, 0.5))
    no = made[0] < 0.5  # a relu makes 0.5 of all these
    of_no = Measured(float(np.mean(AL[no] == 0.5)), 0.1) if no.any() else "none"
    seen = (zeros, halves, of_no, common_factor(AL[rest] / made[0][rest]) or "uneven")
    what = Message("With {layers} layers, AL", layers=len(parameters) // 2)
    expect_close(AL, made[0], what, hint, rtol=RTOL, observed=seen)
