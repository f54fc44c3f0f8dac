"""Checks of the forward pass; ``keep_prob`` is the probability of KEEPING a unit."""

from contextlib import suppress

import numpy as np
from common import RTOL, cache_given, near, net, numbers
from common_coins import ALIKE, alike, coins, expect_own_coins
from common_pass import BY_SHARE, MOST, Passes, is_mixed
from common_steps import expect_right_steps

from autograder import (
    Exercise,
    Failed,
    Measured,
    Message,
    constant,
    expect,
    expect_close,
    expect_rate,
    is_rate,
    kind_of,
    measured_rate,
)

forward = Exercise(
    "forward_propagation_with_dropout",
    module="network",
    returns=("A3", "cache"),
    hides=("reglab.layers.dropout_forward",),
)


@forward.check(points=1)
def drops_some_units(submission, reference, rng):
    """With keep_prob < 1 some units of each hidden layer are dropped and others are kept."""
    passes = Passes(submission)
    X, parameters = net(rng, 3, 20, 20, 1, examples=20, positive=True)
    runs = passes.several(X, parameters, 1, [(0.5,)] * MOST)
    shares = [float(np.mean([one.kept[layer].mean() for one in runs])) for layer in (0, 1)]
    cached = [numbers(runs[0].held.get(D), (20, 20)) for D in ("D1", "D2")]
    cached = ["none" if D is None else measured_rate(D) for D in cached]
    for layer, share in enumerate(shares, start=1):
        text = "With keep_prob = 0.5, {share:.0%} of layer {layer} is passed on in every call."
        hint = "For which random numbers is a unit kept? Is the mask applied to A?"
        message = Message(text, share=share, layer=layer)
        seen = (*(Measured(share, 0.1) for share in shares), *cached)
        expect(0 < share < 1, message, hint, observed=seen)


@forward.check(points=2)
def computes_the_net_around_the_dropout(submission, reference, rng):
    """Around the dropout it is LINEAR, RELU, LINEAR, RELU, LINEAR, SIGMOID, of all X and all A3."""
    passes, found = Passes(submission), []
    for keep_prob in (1.0, 0.6):
        X, parameters = net(rng, 4, 31, 31, 1, examples=43)
        Z3 = cache_given(X, parameters, (1, 1), (1, 1))[10]
        parameters["b3"] = parameters["b3"] - np.median(Z3)  # so that A3 lies on both sides of 1/2
        found.append(passes.telling(X, parameters, keep_prob))
    if numbers(found[0].A3, (1, 43)) is None:  # what is wrong at 1 has a check of its own
        found = found[1:]
    expect_right_steps(found)


@forward.check(points=1)
def drops_nothing_when_keep_prob_is_1(submission, reference, rng):
    """With keep_prob = 1, and only then, every unit is kept, as it is."""
    passes = Passes(submission)
    passes.expect_dropout()
    X, parameters = net(rng, 4, 29, 29, 1, examples=17, positive=True)
    one = passes.run(X, parameters, 1.0)
    hint = "Which random numbers are below 1, and what is 1 divided by 1?"
    seen = tuple((float(mask.mean()), word(f)) for mask, f in zip(one.kept, one.times, strict=True))
    for layer, mask in enumerate(one.kept, start=1):
        text = "With keep_prob = 1, {share:.0%} of layer {layer} is dropped."
        message = Message(text, share=1 - mask.mean(), layer=layer)
        rates = tuple(measured_rate(mask) for mask in one.kept)
        expect(mask.all(), message, hint, observed=rates)
    if one.explained or numbers(one.A3, (1, 17)) is None:
        true = cache_given(X, parameters, (1, 1), (1, 1))[11]
        expect_close(one.A3, true, "With keep_prob = 1, A3", hint, rtol=RTOL, observed=seen)
    for layer, times in enumerate(one.times, start=1):
        text = "With keep_prob = 1, layer {layer} is multiplied by {times}."
        message = Message(text, layer=layer, times=in_words(times))
        known = isinstance(times, float)  # others are lost by keeps_the_mean_of_a_layer
        expect(not known or near(times, 1), message, hint, observed=seen)


def word(times):
    """A factor for observed=."""
    return "unknown" if times is None else times


def in_words(times):
    if isinstance(times, float):
        return Message("{times:.4g}", times=times)
    return Message({BY_SHARE: "1 / the share kept"}.get(times, "different factors"))


@forward.check(points=1)
def drops_units_independently(submission, reference, rng):
    """Each unit of each example is dropped independently of all others."""
    hint = "How many random numbers does a layer of n units need for m examples?"
    both = Passes(submission).masks(rng, 10, [(0.5,)] * MOST)
    for layer, kept in enumerate(both, start=1):
        if is_mixed(kept):
            expect_own_coins(kept, Message("In layer {layer}, ", layer=layer), hint)


@forward.check(points=1)
def keeps_a_fraction_keep_prob(submission, reference, rng):
    """In each hidden layer a fraction keep_prob of the units is kept."""
    passes, drawn = Passes(submission), {}
    for keep_prob, given in ((0.3, (0.3,)), (0.7, (0.7,)), (0.5, ())):
        both = passes.masks(rng, 2, [given] * MOST, (60, 134))
        drawn[keep_prob] = [coins(kept).ravel() for kept in both]
    seen = tuple(measured_rate(kept) for both in drawn.values() for kept in both)
    seen += tuple(rescaling(passes, rng, 0.7, drawn[0.7]))
    hint = "keep_prob is the probability of keeping a unit. Which random numbers keep a unit?"
    for keep_prob, both in drawn.items():
        for layer, kept in enumerate(both, start=1):
            text = "With keep_prob = {keep_prob}, units kept in layer {layer}"
            what = Message(text, keep_prob=keep_prob, layer=layer)
            expect_rate(kept, keep_prob, what, hint, observed=seen)
    sizes = [sum(kept.size for kept in both) for both in drawn.values()]
    every = np.concatenate([kept for both in drawn.values() for kept in both])
    rates = Message(", ".join(map(str, drawn)))
    what = Message("Over all calls, with keep_prob = {rates}, units kept", rates=rates)
    expect_rate(every, float(np.average([*drawn], weights=sizes)), what, hint, observed=seen)


def rescaling(passes, rng, keep_prob, drawn):
    """Whether each layer's factor makes up for its share, which was drawn; a word for observed=."""
    X, parameters = net(rng, 4, 31, 31, 1, examples=130, positive=True)
    runs = passes.several(X, parameters, 1, [(keep_prob,)] * 12)
    for layer, kept in enumerate(drawn):
        times = common_factor([one.times[layer] for one in runs if one.kept[layer].any()])
        yield "made up for" if makes_up(times, kept, keep_prob) else "not made up for"


@forward.check(points=2)
def keeps_the_mean_of_a_layer(submission, reference, rng):
    """Kept units are multiplied by as much as makes a layer's mean over all masks relu(Z)."""
    hint = "Of relu(Z) a fraction is kept. By what must it be multiplied to make up for the rest?"
    text = (
        "With keep_prob = {keep_prob}, {share:.0%} of layer {layer} is kept and multiplied by"
        " {times}: on average A{layer} is {mean} relu(Z{layer})."
    )
    wrong, seen, drops = [], [], {}
    passes = Passes(submission)
    for keep_prob in (0.4, 0.8):
        X, parameters = net(rng, 4, 31, 31, 1, examples=130, positive=True)
        runs = passes.several(X, parameters, 2, [(keep_prob,)] * 12)
        passes.expect_dropout(*(mask for one in runs for mask in one.kept))
        for layer in (0, 1):
            kept = coins(np.array([one.kept[layer] for one in runs]))
            times = common_factor([one.times[layer] for one in runs if one.kept[layer].any()])
            share = float(np.mean([one.kept[layer].mean() for one in runs]))
            known = isinstance(times, float)
            mean = Message("not always")
            if known:
                mean = Message("{mean:.3g} times", mean=share * times)
            values = {"keep_prob": keep_prob, "layer": layer + 1, "share": share, "mean": mean}
            message = Message(text, times=in_words(times), **values)
            factor = times if known else 1.0
            seen += [word(times), Measured(share * factor, 0.05 * max(1.0, factor))]
            drops.setdefault(layer, not kept.all())  # with 0.4, twelve times in a row
            if drops[layer] and kept.all():
                kept = kept[:1, :1, :1]  # one coin for the layer, by luck
            if not makes_up(times, kept, keep_prob):
                wrong.append(message)
    for message in wrong:
        raise Failed(message, hint, observed=tuple(seen))


def common_factor(times):
    """The factor of several passes; a word where it is not one and the same."""
    known = [one for one in times if one is not None]
    words = [one for one in known if isinstance(one, str)]
    if words or not known:
        return words[0] if words else None
    even = constant(known)
    return even if isinstance(even, float) else "uneven"


def makes_up(times, kept, keep_prob):
    """True if a factor makes up for what is dropped, at the submission's own rate of keeping."""
    if times is None:
        return not kept.any()  # nothing came through
    if not isinstance(times, float) or times <= 0:
        return False
    if is_rate(kept, keep_prob):
        return bool(np.isclose(times * keep_prob, 1, rtol=RTOL)) or bool(kept.all() and times == 1)
    return times >= 1 and is_rate(kept, 1 / times)


@forward.check(points=1)
def draws_new_masks(submission, reference, rng):
    """Without a seed every call draws new masks."""
    both = Passes(submission).masks(rng, 5, [(0.5,)] * MOST)
    for layer, kept in enumerate(both, start=1):
        drawn = [mask for mask in kept[:5] if is_mixed([mask])]
        same = len(drawn) - len({mask.tobytes() for mask in drawn})
        message = Message("Of five calls, two drop the same units of layer {layer}.", layer=layer)
        hint = "Where does your code set the seed?"
        expect(not same, message, hint, observed=(layer, same, kept[0].size))


@forward.check(points=1)
def repeats_the_masks_of_a_seed(submission, reference, rng):
    """The same seed gives the same masks, and another seed gives other masks."""
    passes = Passes(submission)
    X, parameters = net(rng, 3, 45, 45, 1, examples=45, positive=True)
    others = passes.run(X, parameters, 0.5, 8).kept
    passes.expect_dropout(*others)
    hint = "Do you draw from the generator that was made from the seed?"
    for seed in (7, 0):  # 0 is false, and a seed all the same
        two = [passes.run(X, parameters, 0.5, seed).kept for _ in range(2)]
        for layer, (first, again, other) in enumerate(zip(*two, others, strict=True), start=1):
            if not is_mixed([first]):
                continue
            text = "Seeds {seed} and 8 drop the same units of layer {layer}."
            message = Message(text, seed=seed, layer=layer)
            seen = (layer, "same", first.size)
            expect(not (first == other).all(), message, hint, observed=seen)
            text = "Two calls with seed {seed} drop different units of layer {layer}."
            message = Message(text, seed=seed, layer=layer)
            seen = (layer, seed, Measured(float(np.mean(first != again)), 0.1))
            expect((first == again).all(), message, hint, observed=seen)


@forward.check(points=1)
def draws_the_two_masks_apart(submission, reference, rng):
    """What layer 2 drops is independent of what layer 1 drops, with a seed or without."""
    passes = Passes(submission)
    hint = "Seed once, at the top, and draw each mask from the numbers that come next."
    first, second = passes.masks(rng, 3, [(0.5,)] * MOST)
    expect_apart(first, second, "Without a seed", hint)
    seeded = None
    with suppress(Failed):  # seeds have a check of their own
        seeded = passes.masks(rng, 3, [(0.5, seed) for seed in range(MOST)])
    if seeded:
        expect_apart(*seeded, "With a seed", hint)


def expect_apart(first, second, given, hint):
    """Fail if the masks of the two layers, each (calls, units, examples), have coins in common."""
    message = "Only where both layers drop some of their units can this be asked."
    expect(is_mixed(first) and is_mixed(second), message, observed=message)
    allowed = max(ALIKE, 8 / np.sqrt(min(coins(first).size, coins(second).size)))
    for other, text in (
        (second, "{given}, both layers drop units by the same random numbers."),
        (second[:, ::-1], "{given}, the masks are made of the same numbers, upside down."),
        (second[:, :, ::-1], "{given}, the masks are made of the same numbers, from behind."),
    ):
        found, rows, columns = alike(first, other)
        seen = (given, rows, columns, Measured(found, 0.04), first.size)
        message = Message(text, given=Message(given))
        expect(found < allowed, message, hint, observed=seen)


@forward.check(points=1)
def puts_its_masks_in_the_cache(submission, reference, rng):
    """D1 and D2 of the cache are 1 (or True) at the units that were kept, and 0 at the others."""
    X, parameters = net(rng, 4, 30, 30, 1, examples=25, positive=True)
    passes = Passes(submission)
    runs = [passes.telling(X, parameters, 0.6)]
    passes.expect_dropout(*runs[0].kept)
    if not all(is_mixed([mask]) for mask in runs[0].kept):  # one coin may be right by luck
        runs += [passes.telling(X, parameters, 0.6) for _ in range(MOST)]
    for one in runs:
        seen = tuple(what_it_is(one.held.get(f"D{i}"), *one.kept[:: 3 - 2 * i]) for i in (1, 2))
        for layer, mask in enumerate(one.kept, start=1):
            D = one.held.get(f"D{layer}")
            hint = "The backward pass needs the mask itself: what was kept, before any rescaling."
            what = Message("D{layer} of the cache", layer=layer)
            expect_close(D, mask, what, hint, observed=seen)


def what_it_is(D, mask, other):
    """What a wrong mask is: the other layer's, or its values at the kept units and elsewhere."""
    if not isinstance(D, np.ndarray) or D.shape != mask.shape or D.dtype.kind not in "fiub":
        return kind_of(D) if D is None else "no mask"
    if np.array_equal(D != 0, other):
        return ("the other layer's", D.size)
    right = Measured(float(np.mean((D != 0) == mask)), 0.1)
    values = min(len(np.unique(D)), 3)
    return (constant(D[mask]), constant(D[~mask]), values, right, D.size)
