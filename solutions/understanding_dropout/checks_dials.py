"""Checks of forward_with_keep_probs: seeds, keep_probs of 1.0, impossible ones, other depths."""

import numpy as np
from checks import OF_KEEPING, RTOL, forward
from common import expect_answer, inputs, square_net
from common_thinned import expect_drops, thinned

from autograder import Message, expect, expect_close, expect_unchanged


@forward.check(points=1)
def repeats_the_masks_of_a_seed(submission, reference, rng):
    """A seed gives the same masks every time, another seed others; without one, all are new."""
    parameters, X = square_net(rng, 20, 2), np.abs(inputs(rng, 20, 40))

    def masks(*seed):
        one = thinned(submission, X, parameters, (0.5, 0.5), *seed)
        return [one.kept(layer) for layer in range(2)]

    def same(a, b):
        """The first layer that drops units, and drops the same ones in both; or None."""
        return next((i for i in range(2) if not a[i].all() and np.array_equal(a[i], b[i])), None)

    hint = "Do you draw from the generator that was made from the seed?"
    other = masks(8)
    for seed in (7, 0):  # 0 is false, and a seed all the same
        first = masks(seed)
        drops = not all(kept.all() for kept in first)
        expect(drops, "No unit is dropped in any layer.", hint, observed="none")
        again = all(map(np.array_equal, first, masks(seed)))
        message = Message("Two calls with seed {seed} drop different units.", seed=seed)
        expect(again, message, hint, observed=(seed, "differ"))
        layer = same(first, other)
        text = "Seeds {seed} and 8 drop the same units of layer {layer}."
        message = Message(text, seed=seed, layer=layer)
        expect(layer is None, message, hint, observed=(seed, layer, "same"))
    layer = same(masks(), masks())
    message = Message("Two calls without a seed drop the same units of layer {layer}.", layer=layer)
    expect(layer is None, message, hint, observed=(layer, "never new"))


def told_of(submission, X, parameters, all_dials):
    """What forward_with_keep_probs does with each of these keep_probs; see the probe answers_to."""
    returned = submission.answers_to(X, parameters, all_dials)
    codes, answers = returned if isinstance(returned, tuple) and len(returned) == 2 else (None, ())
    whole = isinstance(answers, list) and len(answers) == len(all_dials)
    pairs = whole and all(
        isinstance(one, tuple) and [type(part) for part in one] == [str, str] for one in answers
    )
    expect(pairs, "What is done with keep_probs cannot be told.", observed="untold")
    return codes, answers


def refusals(submission, rng, nonsense):
    """None of these keep_probs is accepted, and possible ones are."""
    # The layers are equally wide, so that no product of matrices raises ValueError by itself.
    parameters, X = square_net(rng, 4, 3), inputs(rng, 4, 20)
    possible = ([0.9, 0.8, 0.5], [0.7, 0.6, 0.4])
    codes, (*answers, first, second) = told_of(submission, X, parameters, [*nonsense, *possible])
    # What refuses everything refuses nothing; an error in the net says the same each time.
    told = first[0] != "ValueError" or first == second
    message = Message("Possible keep_probs, such as [0.9, 0.8, 0.5], raise ValueError.")
    expect(told, message, observed="refuses all")
    names = tuple(name for name, _ in answers if name not in ("a result", "ValueError"))
    hint = "Before anything is computed, accept L numbers above 0 and at most 1, and nothing else."
    for dials, answer in zip(nonsense, answers, strict=True):
        does = Message("raises {error}", error=answer[0])
        if answer[0] == "a result":
            does = Message("gives a result")
        text = "With 3 layers, keep_probs = {dials} {does}; expected ValueError."
        message = Message(text, dials=dials, does=does)
        expect(answer[0] == "ValueError", message, hint, observed=(codes, *names))
        text = "keep_probs = {dials} raises the same ValueError as the possible [0.9, 0.8, 0.5]."
        expect(answer != first, Message(text, dials=dials), hint, observed="refuses all")


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
        (0.0, 0.8, 0.5),
        np.array([0.9, 0.5, np.inf]),
        [0.9, 0.5, 0.5, 1.0],
        [],
    )
    refusals(submission, rng, nonsense)


@forward.check(points=1, hidden=True)
def a_dial_of_1_is_off_beside_others(submission, reference, rng):
    """Where keep_probs[l] is 1.0, layer l drops nothing, whatever the other layers do."""
    parameters, X = square_net(rng, 20, 4), np.abs(inputs(rng, 20, 60))
    hint = "A keep_prob of 1.0 turns dropout off in this layer only."
    fine = ([0.9, 0.5, 0.8, 0.6], [1.0] * 4, [1.0, 0.5, 1, 0.6], [0.7, 1.0, 0.4, 1.0])
    codes, answers = told_of(submission, X, parameters, fine)
    for dials, (error, _) in zip(fine, answers, strict=True):
        message = Message("keep_probs = {dials} raises ValueError.", dials=dials)
        expect(error != "ValueError", message, hint, observed=codes)
    for dials in fine[2:]:
        one = thinned(submission, X, parameters, dials, 61)
        rates = tuple(float(one.kept(layer).mean()) for layer in range(4))
        text = "With keep_probs = {dials}, no unit is dropped in any layer."
        expect(min(rates) < 1, Message(text, dials=dials), OF_KEEPING, observed="none")
        for layer, p in enumerate(dials):
            if p == 1:
                seen = (layer, one.kept(layer).all(), one.factor(layer) or "uneven")
                what = Message("With keep_probs = {dials}, A{layer}", dials=dials, layer=layer)
                found, right = one.after[layer], one.before[layer]
                expect_close(found, right, what, hint, rtol=RTOL, observed=seen)


@forward.check(points=1, hidden=True)
def works_at_any_depth(submission, reference, rng):
    """It works for any number of layers, and keep_probs may be a list, a tuple or an array."""
    X = np.abs(inputs(rng, 40, 60))

    def treated(layers, as_type):
        """For each layer: whether it drops units, the factor of the others, and their mean."""
        parameters, dials = square_net(rng, 40, layers), as_type([0.7] * layers)
        one = thinned(submission, X, parameters, dials, 71)
        if layers == 3:
            expect_drops([one], "Does your loop reach every layer?")
        factors = [one.factor(i) or 0.0 for i in range(layers)]
        kept = [one.kept(i) for i in range(layers)]
        return [(not k.all(), f, f * k.mean()) for k, f in zip(kept, factors, strict=True)]

    first, middle, last = treated(3, list)  # right or wrong, which other checks ask
    hint = "Let the loop run over all layers alike."
    for layers, as_type in ((1, tuple), (2, np.array), (7, list)):
        inner = [(middle,)] * (layers - 2)
        like = [(first,), *inner, (last,)] if layers > 1 else [(first, last)]
        for layer, (found, known) in enumerate(zip(treated(layers, as_type), like, strict=True)):
            text = "In a net of {layers} layers, layer {layer} is not treated as in one of 3."
            message = Message(text, layers=layers, layer=layer)
            alike = any(
                found[0] == other[0] and np.isclose(found[1:], other[1:], rtol=1e-4).any()
                for other in known
            )
            expect(alike, message, hint, observed=(layers, layer, *found))


@forward.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """X, parameters and keep_probs are not changed."""
    names = ("X", "parameters", "keep_probs")
    for dials in ([0.5, 0.6], np.array([0.7, 0.5])):
        parameters, X = square_net(rng, 20, 2), np.abs(inputs(rng, 20, 30))
        args = (X, parameters, dials, 1)
        answer = expect_unchanged(submission, "forward_with_keep_probs", args, names)
        AL, _ = expect_answer(answer, X, parameters)
        expect(np.ptp(AL) > 0, "AL is the same for all examples.", observed="constant")
