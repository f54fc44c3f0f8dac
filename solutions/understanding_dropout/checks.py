"""Checks of forward_with_keep_probs, most basic first.

keep_probs are probabilities of KEEPING a unit.
"""

from itertools import combinations

import numpy as np
from common import (
    inputs,
    kept_and_factor,
    passed,
    positive_net,
    rough,
    scores_of,
    small_net,
    undropped,
)

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_close,
    expect_rate,
    expect_unchanged,
    is_rate,
    kind_of,
    measured_rate,
)
from reglab.columns import sigmoid

forward = Exercise("forward_with_keep_probs", module="keep_probs", returns=("AL", "activations"))
RTOL = 1e-5  # leaves room for single precision
WIDTHS = (3, 7, 7, 3, 2, 1)


def expect_given_masks(X, parameters, keep_probs, AL, activations, here):
    """AL and all activations are right, given which units were kept."""
    hint = "Layer l keeps units with probability keep_probs[l], and divides them by it."
    whole = undropped(X, parameters, activations)
    for layer, (A, before, p) in enumerate(zip(activations, whole, keep_probs, strict=True)):
        seen = constant(A[A != 0] / np.where(before == 0, np.nan, before)[A != 0])
        what = Message("{here}, A{layer}, given which units were kept,", here=here, layer=layer)
        expect_close(A, before * (A != 0) / p, what, hint, rtol=RTOL, observed=(layer, seen))
    true = sigmoid(scores_of(parameters, activations[-1]))
    hint = "How is AL computed from A(L-1)?"
    expect_close(AL, true, Message("{here}, AL", here=here), hint, rtol=RTOL)


@forward.check(points=2)
def is_the_plain_net_at_1(submission, reference, rng):
    """With all keep_probs at 1.0 nothing is dropped and nothing is rescaled."""
    parameters, X = small_net(rng, *WIDTHS), inputs(rng, 3, 200)
    AL, activations = passed(submission, X, parameters, [1.0] * 5)
    true, layers = reference.forward_with_keep_probs(X, parameters, [1.0] * 5)
    for layer, (A, expected) in enumerate(zip(activations, layers, strict=True)):
        what = Message("A{layer}", layer=layer)
        hint = "Each hidden layer is linear - relu. A keep_prob of 1.0 keeps every unit."
        seen = (layer, *kept_and_factor(A, expected))
        expect_close(A, expected, what, hint, rtol=RTOL, observed=seen)
    expect_close(AL, true, "AL", "The last layer is linear - sigmoid.", rtol=RTOL)


@forward.check(points=1)
def drops_units_independently(submission, reference, rng):
    """Each unit of each example in each layer is dropped independently of all others."""
    parameters = positive_net(rng, 7, 7, 7, 4, 1)
    X = np.abs(inputs(rng, 7, 4000))
    masks = [A != 0 for A in passed(submission, X, parameters, [0.5] * 4, 11)[1]]
    drawn = {layer: kept for layer, kept in enumerate(masks) if 0 < kept.mean() < 1}
    for layer, kept in drawn.items():
        expect_a_coin_for_each(kept, layer)
    hint = "Layers that draw from a generator with the same seed draw the same numbers."
    for (i, a), (j, b) in combinations(drawn.items(), 2):
        rows, p, q = min(len(a), len(b)), a.mean(), b.mean()
        alike = is_rate(a[:rows] == b[:rows], p * q + (1 - p) * (1 - q), tries=1000)
        message = Message("Layers {i} and {j} draw the same random numbers.", i=i, j=j)
        expect(alike, message, hint, observed="shared")


def expect_a_coin_for_each(kept, layer):
    """No example and no unit is kept or dropped as a whole; all units are kept equally often."""
    hint = "How many random numbers does an array of shape (n_l, m) need?"
    for axis, text in (
        (0, "In layer {layer}, all units of an example are kept or dropped together."),
        (1, "In layer {layer}, a unit is kept or dropped for all examples at once."),
    ):
        uniform = np.isin(kept.mean(axis=axis), (0.0, 1.0)).mean() > 0.9
        expect(not uniform, Message(text, layer=layer), hint, observed=(axis, "together"))
    share = kept.mean()
    text = (
        "In layer {layer}, unit {unit} is kept for {own:.0%} of the examples, and units are kept"
        " for {share:.0%} on average."
    )
    for unit, line in enumerate(kept):
        message = Message(text, layer=layer, unit=unit, own=line.mean(), share=share)
        expect(is_rate(line, share, tries=1000), message, hint, observed="rate of a unit")


@forward.check(points=2, after=drops_units_independently)
def keeps_each_layer_at_its_own_rate(submission, reference, rng):
    """In layer l (the input is layer 0) a fraction keep_probs[l] of the units is kept."""
    parameters, X = positive_net(rng, 6, 12, 10, 8, 3), np.abs(inputs(rng, 6, 3000))
    dials = (0.9, 0.6, 0.3, 0.75)
    masks = [A != 0 for A in passed(submission, X, parameters, dials)[1]]
    seen = tuple(measured_rate(kept) for kept in masks)
    hint = "keep_probs are probabilities of keeping a unit; keep_probs[0] is that of the input."
    text = "With keep_probs[{layer}] = {p}, units kept in layer {layer}"
    for layer, (kept, p) in enumerate(zip(masks, dials, strict=True)):
        expect_rate(kept, p, Message(text, layer=layer, p=p), hint, observed=seen)


@forward.check(points=2)
def divides_by_its_own_keep_prob(submission, reference, rng):
    """A kept unit of layer l is divided by keep_probs[l], and the next layer gets the result."""
    # Wide enough that a layer which is dropped whole (no evidence) does not happen even to one
    # mask for all examples (1e-9); and no share of a layer is exactly one of the dials.
    parameters, X = small_net(rng, 12, 41, 51, 41, 3), inputs(rng, 12, 301)
    dials = (0.9, 0.6, 0.35, 0.8)
    _, activations = passed(submission, X, parameters, dials)
    factors = []
    for A, before in zip(activations, undropped(X, parameters, activations), strict=True):
        clear = np.abs(before) > 0.05 * np.sqrt(np.mean(before**2))  # of rounding
        kept = clear & (A != 0)
        factors.append(A[kept] / before[kept])
    seen = tuple(rough(values) for values in factors)
    hint = "By what must a kept unit be multiplied, so that the mean of its layer stays the same?"
    for layer, values in enumerate(factors):
        message = Message("No unit is kept in layer {layer}.", layer=layer)
        expect(values.size > 0, message, hint, observed=seen)
    off = [np.median(values) * p - 1 for values, p in zip(factors, dials, strict=True)]
    if "uneven" not in seen and 3e-5 < max(map(abs, off)) < 0.09:
        seen = "by the share kept"
    text = (
        "With keep_probs[{layer}] = {p}, the factor of the kept units (typically {typical:.4g}"
        " where {true:.4g} is right)"
    )
    for layer, (values, p) in enumerate(zip(factors, dials, strict=True)):
        what = Message(text, layer=layer, p=p, typical=np.median(values), true=1 / p)
        expect_close(values, np.full(values.shape, 1 / p), what, hint, rtol=1e-4, observed=seen)


@forward.check(points=1)
def drops_nothing_of_the_output(submission, reference, rng):
    """AL is computed from the last activations, and no part of the output is dropped."""
    parameters, X = small_net(rng, 5, 9, 6, 4), inputs(rng, 5, 201)
    AL, activations = passed(submission, X, parameters, (0.8, 0.6, 0.7))
    true = sigmoid(scores_of(parameters, activations[-1]))
    wrong = AL[np.abs(AL - true) > RTOL]
    seen = next((f"some are {v}" for v in (0.0, 0.5) if np.any(wrong == v)), "otherwise")
    hint = "The L keep_probs are for the input and the L - 1 hidden layers, not for the output."
    expect_close(AL, true, Message("AL, given A(L-1),"), hint, rtol=RTOL, observed=seen)


@forward.check(points=1)
def repeats_the_masks_of_a_seed(submission, reference, rng):
    """A seed gives the same masks every time, another seed others; without one, all are new."""
    parameters, X = small_net(rng, 4, 9, 1), inputs(rng, 4, 50)

    def masks(*seed):
        return [A != 0 for A in passed(submission, X, parameters, (0.5, 0.5), *seed)[1]]

    def alike(a, b):
        return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))

    hint = "Do you draw from the generator that was made from the seed?"
    for seed in (7, 0):  # 0 is false, and a seed all the same
        first = masks(seed)
        again = alike(first, masks(seed))
        message = Message("Two calls with seed {seed} drop different units.", seed=seed)
        expect(again, message, hint, observed=(seed, "differ"))
        same = alike(first, masks(8))
        message = Message("Seeds {seed} and 8 drop the same units.", seed=seed)
        expect(not same, message, hint, observed=(seed, "same"))
    new = not alike(masks(), masks())
    expect(new, "Two calls without a seed drop the same units.", hint, observed="never new")


def refusals(submission, rng, nonsense):
    """None of these keep_probs is accepted."""
    parameters, X = small_net(rng, 3, 6, 5, 1), inputs(rng, 3, 20)
    answers = tuple(
        answer if isinstance(answer, str) else kind_of(answer)
        for answer in (submission.answer_to(X, parameters, dials) for dials in nonsense)
    )
    hint = "Before anything is computed, accept L numbers above 0 and at most 1, and nothing else."
    for dials, answer in zip(nonsense, answers, strict=True):
        does = Message("raises {error}", error=answer)
        if answer == "a result":
            does = Message("gives a result")
        text = "With 3 layers, keep_probs = {dials} {does}; expected ValueError."
        message = Message(text, dials=dials, does=does)
        expect(answer == "ValueError", message, hint, observed=answers)


@forward.check(points=1)
def refuses_what_cannot_be_a_dial(submission, reference, rng):
    """A keep_prob of 0, 1.2 or NaN, or one keep_prob too few, raises ValueError."""
    refusals(submission, rng, ([0.9, 0.0, 0.5], [0.9, 1.2, 0.5], [0.9, np.nan, 0.5], [0.9, 0.5]))


@forward.check(points=1, hidden=True)
def refuses_it_wherever_it_stands(submission, reference, rng):
    """Every other keep_prob outside (0, 1], in any layer, or one too many, raises ValueError."""
    nonsense = (
        [0.9, -0.5, 0.5],
        [0.9, 0.5, -0.5],
        [0.9, 0.5, np.nan],
        [1.001, 0.8, 0.5],
        [0.0, 0.8, 0.5],
        [0.9, 0.5, np.inf],
        [0.9, 0.5, 0.5, 1.0],
        [],
    )
    refusals(submission, rng, nonsense)


@forward.check(
    points=1,
    after=(keeps_each_layer_at_its_own_rate, divides_by_its_own_keep_prob),
    hidden=True,
)
def a_dial_of_1_is_off_beside_others(submission, reference, rng):
    """Where keep_probs[l] is 1.0, layer l drops nothing, whatever the other layers do."""
    parameters, X = positive_net(rng, 4, 8, 9, 7, 1), np.abs(inputs(rng, 4, 150))
    for dials in ([1.0, 0.5, 1.0, 0.6], [0.7, 1.0, 0.4, 1.0]):
        _, activations = passed(submission, X, parameters, dials)
        whole = undropped(X, parameters, activations)
        for layer, (A, before, p) in enumerate(zip(activations, whole, dials, strict=True)):
            if p == 1.0:
                hint = "A keep_prob of 1.0 turns dropout off in this layer only."
                seen = (layer, *kept_and_factor(A, before))
                what = Message("With keep_probs = {dials}, A{layer}", dials=dials, layer=layer)
                expect_close(A, before, what, hint, rtol=RTOL, observed=seen)


@forward.check(
    points=1,
    after=(is_the_plain_net_at_1, divides_by_its_own_keep_prob, drops_nothing_of_the_output),
    hidden=True,
)
def works_at_any_depth(submission, reference, rng):
    """It works for any number of layers, and keep_probs may be a list, a tuple or an array."""
    for widths, dials in (
        ((5, 1), (0.7,)),
        ((4, 6, 3), np.array([0.85, 0.6])),
        ((3, 8, 9, 7, 8, 6, 2), [0.9, 0.8, 0.7, 0.9, 0.6, 0.85]),
    ):
        parameters, X = small_net(rng, *widths), inputs(rng, widths[0], 120)
        AL, activations = passed(submission, X, parameters, dials)
        here = Message("With {layers} layers", layers=len(dials))
        expect_given_masks(X, parameters, dials, AL, activations, here)


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """X, parameters and keep_probs are not changed."""
    parameters, X = small_net(rng, 3, 6, 1), np.abs(inputs(rng, 3, 20))
    dials = [0.5, 0.6]
    args, names = (X, parameters, dials, 1), ("X", "parameters", "keep_probs")
    expect_unchanged(submission, "forward_with_keep_probs", args, names)
