"""What is asked of the forward pass; ``keep_prob`` is the probability of KEEPING a unit."""

import numpy as np
from common import NAMES, RTOL, cache_given, entries, kept_units, net, numbers, sigmoid

from autograder import (
    Exercise,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_coin_for_each,
    expect_rate,
    expect_unchanged,
    kind_of,
    measured_rate,
)

forward = Exercise(
    "forward_propagation_with_dropout",
    module="network",
    returns=("A3", "cache"),
    hides=("reglab.layers.dropout_forward",),
)


def run(submission, X, parameters, keep_prob, *seed):
    """One forward pass: A3, the cache, and which units of each hidden layer were kept."""
    A3, cache = submission.forward_propagation_with_dropout(X, parameters, keep_prob, *seed)
    return A3, cache, kept_units(cache, parameters, X)


def masks(submission, rng, calls, *seed):
    """Which units are kept at keep_prob = 0.5: two arrays (calls, 45, 45)."""
    X, parameters = net(rng, 3, 45, 45, 1, examples=45, positive=True)
    passes = [run(submission, X, parameters, 0.5, *seed)[2] for _ in range(calls)]
    return tuple(np.array(layer) for layer in zip(*passes, strict=True))


def uniform(rates):
    return bool(np.isin(rates, (0.0, 1.0)).all())


@forward.check(points=2)
def drops_nothing_when_keep_prob_is_1(submission, reference, rng):
    """With keep_prob = 1, A3 is that of the net without dropout."""
    for widths, examples in (((4, 9, 9, 1), 11), ((2, 7, 7, 1), 20)):
        X, parameters = net(rng, *widths, examples=examples)
        A3, _ = submission.forward_propagation_with_dropout(X, parameters, 1.0)
        hint = "LINEAR, RELU, LINEAR, RELU, LINEAR, SIGMOID: what is left when nothing is dropped?"
        true = cache_given(X, parameters, (1, 1), (1, 1))[11]
        expect_close(A3, true, "With keep_prob = 1, A3", hint, rtol=RTOL, observed=seen_of(A3))


def seen_of(A3):
    """What can be said of A3 whatever the masks were."""
    return constant(A3) if isinstance(A3, np.ndarray) and A3.dtype.kind == "f" else kind_of(A3)


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """With keep_prob < 1 some units of each hidden layer are dropped and others are kept."""
    for layer, kept in enumerate(masks(submission, rng, 40), start=1):
        share = kept.mean()
        message = f"With keep_prob = 0.5, {share:.0%} of layer {layer} is kept, call after call."
        hint = "Which random numbers keep a unit? Is the mask applied to A, and is it in the cache?"
        expect(0 < share < 1, message, hint)


@forward.check(points=1, after=drops_some_units)
def drops_units_independently(submission, reference, rng):
    """Each unit of each example is dropped on its own."""
    hint = "How many random numbers does a layer of n units need for m examples?"
    for layer, kept in enumerate(masks(submission, rng, 40), start=1):
        where = f"In layer {layer}, "
        expect_coin_for_each(kept, ("unit", "example"), hint, what="the mask", where=where)


@forward.check(points=1, after=drops_units_independently)
def keeps_a_fraction_keep_prob(submission, reference, rng):
    """In each hidden layer a fraction keep_prob of the units is kept."""
    kept = {}
    for keep_prob in (0.3, 0.8):
        X, parameters = net(rng, 3, 250, 250, 1, examples=100, positive=True)
        for layer, mask in enumerate(run(submission, X, parameters, keep_prob)[2], start=1):
            kept[keep_prob, layer] = mask
    seen = tuple(measured_rate(mask) for mask in kept.values())
    hint = "keep_prob is the probability of keeping a unit. Which random numbers keep one?"
    for (keep_prob, layer), mask in kept.items():
        what = f"With keep_prob = {keep_prob}, units kept in layer {layer}"
        expect_rate(mask, keep_prob, what, hint, observed=seen)


@forward.check(points=3)
def divides_what_it_keeps_by_keep_prob(submission, reference, rng):
    """A kept unit of a hidden layer becomes relu(Z) / keep_prob, and nothing else is dropped."""
    for keep_prob in (0.4, 0.8):
        X, parameters = net(rng, 4, 31, 31, 1, examples=23)  # no share of it is keep_prob
        A3, cache, kept = run(submission, X, parameters, keep_prob)
        seen = factors(X, parameters, cache, kept)
        times = [value if isinstance(value, str) else f"{value:.4g}" for value in seen]
        expect_close(
            A3,
            cache_given(X, parameters, kept, (1 / keep_prob, 1 / keep_prob))[11],
            f"With keep_prob = {keep_prob} (in your cache, A1 is relu(Z1) times {times[0]}, A2 is"
            f" relu(Z2) times {times[1]} at the kept units), A3",
            "By what must a kept unit be multiplied, so that A is relu(Z) on average? And what is"
            " dropped: X, the hidden layers, A3?",
            rtol=RTOL,
            observed=seen,
        )


def factors(X, parameters, cache, kept):
    """What was done to each layer according to the cache.

    Returns:
        By what A1, A2 and A3 were multiplied, and for each layer whether Z is W A + b.
    """
    held, before, times, linear = entries(cache), X, [], []
    for layer, mask in enumerate((*kept, True), start=1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        shape = (len(W), X.shape[1])
        Z, A = (numbers(held.get(f"{name}{layer}"), shape) for name in "ZA")
        if Z is None or A is None:
            return ("uneven", "uneven", "incomplete")
        linear.append("right" if np.allclose(Z, W @ before + b, rtol=RTOL) else "wrong")
        full = np.maximum(Z, 0) * mask if layer < 3 else sigmoid(Z)
        factor = constant(A[full > 0] / full[full > 0])
        by_count = factor != "uneven" and np.isclose(factor * np.mean(mask), 1)
        times.append("by the share kept" if by_count and layer < 3 else factor)
        before = A
    return (*times, *linear)


@forward.check(points=1, after=drops_some_units)
def draws_new_masks(submission, reference, rng):
    """Without a seed every call draws new masks."""
    for layer, kept in enumerate(masks(submission, rng, 5), start=1):
        drawn = [mask for mask in kept if not uniform(mask.mean())]
        same = len({mask.tobytes() for mask in drawn}) < len(drawn)
        message = f"Of five calls, two drop the same units of layer {layer}."
        expect(not same, message, "Who seeds the random numbers?")


@forward.check(points=1, after=drops_some_units)
def repeats_the_masks_of_a_seed(submission, reference, rng):
    """The same seed gives the same masks, and another seed other ones."""
    X, parameters = net(rng, 3, 45, 45, 1, examples=45, positive=True)
    hint = "Do your random numbers come from the generator that knows the seed?"
    for seed in (7, 0):  # 0 is false, and a seed all the same
        passes = [run(submission, X, parameters, 0.5, s)[2] for s in (seed, seed, 8)]
        for layer, (first, again, other) in enumerate(zip(*passes, strict=True), start=1):
            same = (first == other).all() and not uniform(first.mean())
            message = f"Seeds {seed} and 8 drop the same units of layer {layer}."
            expect(not same, message, hint, observed=(layer, "same"))
            message = f"Two calls with seed {seed} drop different units of layer {layer}."
            expect((first == again).all(), message, hint, observed=(layer, seed, "different"))


@forward.check(points=1, after=drops_some_units)
def draws_the_two_masks_apart(submission, reference, rng):
    """D1 and D2 have nothing to do with each other, with a seed or without."""
    X, parameters = net(rng, 3, 60, 60, 1, examples=100, positive=True)
    for seed in ((), (3,)):
        first, second = run(submission, X, parameters, 0.5, *seed)[2]
        for turned, how in ((second, ""), (second[::-1], ", turned upside down")):
            alike = abs(np.corrcoef(first.ravel(), turned.ravel())[0, 1])
            given = "With a seed" if seed else "Without a seed"
            message = f"{given}, D1 and D2 are the same random numbers{how}."
            hint = "Seed once, at the top, and draw each mask from the numbers that come next."
            expect(uniform(first.mean()) or not alike > 0.9, message, hint)


@forward.check(points=1)
def puts_its_masks_in_the_cache(submission, reference, rng):
    """D1 and D2 of the cache are 1 (or True) at the units that were kept, and 0 at the others."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25, positive=True)
    _, cache, kept = run(submission, X, parameters, 0.6)
    for layer, mask in enumerate(kept, start=1):
        D = entries(cache).get(f"D{layer}")
        hint = "The backward pass needs the mask itself: what was kept, before any rescaling."
        expect_close(D, mask, f"D{layer} of the cache", hint, observed=what_it_is(D, mask))


def what_it_is(D, mask):
    """A mask in other numbers, or something else."""
    if not isinstance(D, np.ndarray) or D.shape != mask.shape or D.dtype.kind not in "fiub":
        return kind_of(D) if D is None else "no mask"
    inside, outside = constant(D[mask]), constant(D[~mask])
    return (inside, outside) if "uneven" not in (inside, outside) else "uneven"


@forward.check(points=1)
def caches_what_the_next_layer_was_given(submission, reference, rng):
    """A1 and A2 of the cache are those after dropout, and all else is what the contract says."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25)
    for keep_prob in (1.0, 0.6):
        A3, cache = submission.forward_propagation_with_dropout(X, parameters, keep_prob)
        if keep_prob == 1 and numbers(A3, (1, 25)) is None:
            continue  # drops_nothing_when_keep_prob_is_1 has something to say
        here = f"With keep_prob = {keep_prob}, "
        hint = "Leave the line of the skeleton that makes the cache as it is."
        complete = isinstance(cache, (tuple, list)) and len(cache) == len(NAMES)
        message = f"The cache is a {kind_of(cache)}, not the tuple of 14 values."
        expect(complete, message, hint, observed="layout")
        held, before = entries(cache), X
        hint = "A1 and A2 are what is left of the relu's output after dropout, rescaled."
        for layer in (1, 2, 3):
            W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
            for name, value in ((f"W{layer}", W), (f"b{layer}", b), (f"Z{layer}", W @ before + b)):
                what = f"{here}{name} of the cache (given A{layer - 1} of it)"
                if keep_prob == 1 or name != "Z1":  # who drops X has paid for it
                    seen = (keep_prob, name)
                    expect_close(held[name], value, what, hint, rtol=RTOL, observed=seen)
            shape = (len(W), X.shape[1])
            before = expect_array(held[f"A{layer}"], shape, f"{here}A{layer} of the cache")
        A3 = expect_array(A3, before.shape, "A3")
        expect_close(before, A3, f"{here}A3 of the cache", hint, rtol=RTOL, observed="A3")


@forward.check(points=1, hidden=True)
def works_at_any_width(submission, reference, rng):
    """It works for layers of any width and for a single example."""
    hint = "Take the shape of each mask from the layer that it is for."
    for widths, examples in (((3, 1, 7, 1), 1), ((1, 6, 1, 1), 5), ((5, 8, 4, 1), 9)):
        X, parameters = net(rng, *widths, examples=examples)
        A3, _, _ = run(submission, X, parameters, 0.5)
        what = f"A3 of a net of {widths} units for {examples} examples"
        expect_array(A3, (1, examples), what, hint)


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's X and parameters are not changed."""
    X, parameters = net(rng, 4, 9, 9, 1, examples=11)
    args = (X, parameters, 0.5, 1)
    hint = "Operators such as *= write into the array itself. The cache is the place for a mask."
    expect_unchanged(
        submission, "forward_propagation_with_dropout", args, ("X", "parameters"), hint
    )
