"""Checks of the forward pass; ``keep_prob`` is the probability of KEEPING a unit."""

import numpy as np
from common import CACHE_LINE, NAMES, RTOL, cache_given, entries, kept_units, net, numbers, sigmoid

from autograder import (
    Exercise,
    Message,
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
    """One forward pass: A3, the cache, and the masks of both hidden layers."""
    A3, cache = submission.forward_propagation_with_dropout(X, parameters, keep_prob, *seed)
    return A3, cache, kept_units(cache, parameters, X)


def masks(submission, rng, calls, *seed):
    """Masks of kept units at keep_prob = 0.5: two arrays (calls, 45, 45)."""
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
    """The property of A3 that does not depend on the masks."""
    return constant(A3) if isinstance(A3, np.ndarray) and A3.dtype.kind == "f" else kind_of(A3)


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """With keep_prob < 1 some units of each hidden layer are dropped and others are kept."""
    for layer, kept in enumerate(masks(submission, rng, 40), start=1):
        share = kept.mean()
        text = "With keep_prob = 0.5, {share:.0%} of layer {layer} is kept in every call."
        hint = "For which random numbers is a unit kept? Is the mask applied to A, and cached?"
        expect(0 < share < 1, Message(text, share=share, layer=layer), hint)


@forward.check(points=1, after=drops_some_units)
def drops_units_independently(submission, reference, rng):
    """Each unit of each example is dropped independently of all others."""
    hint = "How many random numbers does a layer of n units need for m examples?"
    for layer, kept in enumerate(masks(submission, rng, 40), start=1):
        where = Message("In layer {layer}, ", layer=layer)
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
    hint = "keep_prob is the probability of keeping a unit. Which random numbers keep a unit?"
    for (keep_prob, layer), mask in kept.items():
        text = "With keep_prob = {keep_prob}, units kept in layer {layer}"
        what = Message(text, keep_prob=keep_prob, layer=layer)
        expect_rate(mask, keep_prob, what, hint, observed=seen)


@forward.check(points=3)
def divides_what_it_keeps_by_keep_prob(submission, reference, rng):
    """A kept unit of a hidden layer becomes relu(Z) / keep_prob, and nothing else is dropped."""
    hint = (
        "By what must a kept unit be multiplied, so that A is relu(Z) on average? And what is"
        " dropped: X, the hidden layers, A3?"
    )
    text = (
        "With keep_prob = {keep_prob} (in your cache, A1 is relu(Z1) times {first}, A2 is relu(Z2)"
        " times {second} at the kept units), A3"
    )
    for keep_prob in (0.4, 0.8):
        X, parameters = net(rng, 4, 31, 31, 1, examples=23)  # no share of it is keep_prob
        A3, cache, kept = run(submission, X, parameters, keep_prob)
        seen = factors(X, parameters, cache, kept)
        first, second = (IN_WORDS.get(x) or Message("{factor:.4g}", factor=x) for x in seen[:2])
        what = Message(text, keep_prob=keep_prob, first=first, second=second)
        true = cache_given(X, parameters, kept, (1 / keep_prob, 1 / keep_prob))[11]
        expect_close(A3, true, what, hint, rtol=RTOL, observed=seen)


IN_WORDS = {
    "uneven": Message("different factors"),
    "by the share kept": Message("1 / the share kept"),
}


def factors(X, parameters, cache, kept):
    """Read from the cache what was done to each layer.

    Returns:
        The factors of A1, A2 and A3, and for each layer whether Z is W A + b.
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
        message = Message("Of five calls, two drop the same units of layer {layer}.", layer=layer)
        expect(not same, message, "Where does your code set the seed?")


@forward.check(points=1, after=drops_some_units)
def repeats_the_masks_of_a_seed(submission, reference, rng):
    """The same seed gives the same masks, and another seed gives other masks."""
    X, parameters = net(rng, 3, 45, 45, 1, examples=45, positive=True)
    hint = "Do you draw from the generator that was made from the seed?"
    for seed in (7, 0):  # 0 is false, and a seed all the same
        passes = [run(submission, X, parameters, 0.5, s)[2] for s in (seed, seed, 8)]
        for layer, (first, again, other) in enumerate(zip(*passes, strict=True), start=1):
            same = (first == other).all() and not uniform(first.mean())
            text = "Seeds {seed} and 8 drop the same units of layer {layer}."
            message = Message(text, seed=seed, layer=layer)
            expect(not same, message, hint, observed=(layer, "same"))
            text = "Two calls with seed {seed} drop different units of layer {layer}."
            message = Message(text, seed=seed, layer=layer)
            expect((first == again).all(), message, hint, observed=(layer, seed, "different"))


@forward.check(points=1, after=drops_some_units)
def draws_the_two_masks_apart(submission, reference, rng):
    """D1 and D2 are independent of each other, with a seed or without."""
    X, parameters = net(rng, 3, 60, 60, 1, examples=100, positive=True)
    hint = "Seed once, at the top, and draw each mask from the numbers that come next."
    for seed, given in (((), Message("Without a seed")), ((3,), Message("With a seed"))):
        first, second = run(submission, X, parameters, 0.5, *seed)[2]
        for other, text in (
            (second, "{given}, D1 and D2 are the same random numbers."),
            (second[::-1], "{given}, D1 and D2 are the same random numbers, turned upside down."),
        ):
            alike = abs(np.corrcoef(first.ravel(), other.ravel())[0, 1])
            message = Message(text, given=given)
            expect(uniform(first.mean()) or not alike > 0.9, message, hint)


@forward.check(points=1)
def puts_its_masks_in_the_cache(submission, reference, rng):
    """D1 and D2 of the cache are 1 (or True) at the units that were kept, and 0 at the others."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25, positive=True)
    _, cache, kept = run(submission, X, parameters, 0.6)
    for layer, mask in enumerate(kept, start=1):
        D = entries(cache).get(f"D{layer}")
        hint = "The backward pass needs the mask itself: what was kept, before any rescaling."
        what = Message("D{layer} of the cache", layer=layer)
        expect_close(D, mask, what, hint, observed=what_it_is(D, mask))


def what_it_is(D, mask):
    """The kind of a wrong mask: one in other numbers, or something else."""
    if not isinstance(D, np.ndarray) or D.shape != mask.shape or D.dtype.kind not in "fiub":
        return kind_of(D) if D is None else "no mask"
    inside, outside = constant(D[mask]), constant(D[~mask])
    return (inside, outside) if "uneven" not in (inside, outside) else "uneven"


@forward.check(points=1)
def caches_what_the_next_layer_was_given(submission, reference, rng):
    """A1 and A2 of the cache are those after dropout, and all else is as the docstring says."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25)
    for keep_prob in (1.0, 0.6):
        A3, cache = submission.forward_propagation_with_dropout(X, parameters, keep_prob)
        if keep_prob == 1 and numbers(A3, (1, 25)) is None:
            continue  # drops_nothing_when_keep_prob_is_1 has something to say
        here = Message("With keep_prob = {keep_prob}", keep_prob=keep_prob)
        complete = isinstance(cache, (tuple, list)) and len(cache) == len(NAMES)
        text = "The cache is a {kind}, not the tuple of 14 values."
        expect(complete, Message(text, kind=kind_of(cache)), CACHE_LINE, observed="layout")
        held, before = entries(cache), X
        hint = "A1 and A2 are the relu's output after dropout: masked and rescaled."
        for layer in (1, 2, 3):
            W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
            for name, value in ((f"W{layer}", W), (f"b{layer}", b), (f"Z{layer}", W @ before + b)):
                text = "{here}, {name} of the cache (given A{before} of it)"
                what = Message(text, here=here, name=name, before=layer - 1)
                if keep_prob == 1 or name != "Z1":  # who drops X has paid for it
                    seen = (keep_prob, name)
                    expect_close(held[name], value, what, hint, rtol=RTOL, observed=seen)
            shape = (len(W), X.shape[1])
            what = Message("{here}, A{layer} of the cache", here=here, layer=layer)
            before = expect_array(held[f"A{layer}"], shape, what)
        A3 = expect_array(A3, before.shape, "A3")
        what = Message("{here}, A3 of the cache", here=here)
        expect_close(before, A3, what, hint, rtol=RTOL, observed="A3")


@forward.check(points=1, hidden=True)
def works_at_any_width(submission, reference, rng):
    """It works for layers of any width and for a single example."""
    hint = "Take the shape of each mask from the layer that it is for."
    for widths, examples in (((3, 1, 7, 1), 1), ((1, 6, 1, 1), 5), ((5, 8, 4, 1), 9)):
        X, parameters = net(rng, *widths, examples=examples)
        A3, _, _ = run(submission, X, parameters, 0.5)
        text = "A3 of a net of {widths} units for {examples} examples"
        what = Message(text, widths=widths, examples=examples)
        expect_array(A3, (1, examples), what, hint)


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's X and parameters are not changed."""
    X, parameters = net(rng, 4, 9, 9, 1, examples=11)
    args = (X, parameters, 0.5, 1)
    hint = "Operators such as *= write into the array itself. Store masks in the cache."
    function = "forward_propagation_with_dropout"
    expect_unchanged(submission, function, args, ("X", "parameters"), hint)
