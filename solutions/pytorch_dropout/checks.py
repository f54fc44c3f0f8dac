"""Checks of keep_to_drop, most basic first. PyTorch's p is the probability of DROPPING."""

import numpy as np

from autograder import Exercise, Message, expect, expect_array, expect_close, kind_of

conversion = Exercise("keep_to_drop", module="mlp", needs=("torch",))

REFUSED = object()  # which nothing that is returned can be


def answer(submission, keep_prob):
    """What keep_to_drop returns, or REFUSED."""
    found = submission.answer(keep_prob)
    expect(isinstance(found, list), "keep_to_drop gave no answer.")
    return found[0] if found else REFUSED


@conversion.check(points=1)
def converts_keep_to_drop(submission, reference, rng):
    """A unit kept with probability keep_prob is dropped with probability 1 - keep_prob."""
    keep = np.round([*rng.uniform(0.05, 0.45, 2), *rng.uniform(0.55, 0.95, 2), 1.0], 3)
    found = [answer(submission, float(k)) for k in keep]
    if found[-1] is REFUSED:  # that 1 is refused is for the other check
        keep, found = keep[:-1], found[:-1]
    for k, p in zip(keep, found, strict=True):
        message = Message("A keep_prob of {k:g} is refused.", k=k)
        expect(p is not REFUSED, message, observed="refused")
    found = [float(expect_array(p, (), "The drop probability")) for p in found]
    numbers = ", ".join(f"{k:g}" for k in keep)
    what = Message("For keep_prob = {numbers}, the drop probability", numbers=numbers)
    hint = "A unit is either kept or dropped."
    expect_close(np.array(found), 1 - keep, what, hint, observed=np.array(found[:4]))


@conversion.check(points=1, hidden=True)
def refuses_what_is_no_keep_prob(submission, reference, rng):
    """keep_prob = 1 drops nothing; 0, negative numbers and numbers above 1 raise a ValueError."""
    hint = "Look at the edges: 0 < keep_prob <= 1."
    # 0 comes last, for there a wrong formula may divide by it.
    outside, inside = (-0.001, -0.25, 1.001, 1.5, 90.0, 0.0), (0.001, 0.999, 1.0)
    found = {k: answer(submission, k) for k in (*inside, *outside)}
    refused = {k: p is REFUSED for k, p in found.items()}
    kinds = {kind_of(found[k]) for k in outside if not refused[k]}
    seen = str((sorted(refused.items()), sorted(kinds)))
    for k in inside:
        message = Message("A keep_prob of {k:g} is refused.", k=k)
        expect(not refused[k], message, hint, observed=seen)
    for k in outside:
        message = Message("A keep_prob of {k:g} raises no ValueError.", k=k)
        expect(refused[k], message, hint, observed=seen)
