"""Checks of keep_to_drop, most basic first. PyTorch's p is the probability of DROPPING."""

import numpy as np

from autograder import Exercise, Message, expect, expect_array, expect_close

conversion = Exercise("keep_to_drop", module="mlp", needs=("torch",))


@conversion.check(points=1)
def converts_keep_to_drop(submission, reference, rng):
    """A unit kept with probability keep_prob is dropped with probability 1 - keep_prob."""
    keep = np.round(rng.uniform(0.55, 0.95, 4), 3)
    found = [submission.keep_to_drop(float(k)) for k in keep]
    found = [float(expect_array(p, (), "The drop probability")) for p in found]
    numbers = ", ".join(f"{k:g}" for k in keep)
    what = Message("For keep_prob = {numbers}, the drop probability", numbers=numbers)
    expect_close(np.array(found), 1 - keep, what, "A unit is either kept or dropped.")


@conversion.check(points=1, hidden=True)
def refuses_what_is_no_keep_prob(submission, reference, rng):
    """keep_prob = 1 drops nothing; 0, negative numbers and numbers above 1 raise a ValueError."""
    hint = "Look at the edges: 0 < keep_prob <= 1."
    none = expect_array(submission.keep_to_drop(1.0), (), "The drop probability for keep_prob = 1")
    expect(abs(float(none)) < 1e-9, "Something is dropped with keep_prob = 1.", hint)
    refused = {outside: submission.refuses(outside) is True for outside in (0.0, -0.25, 1.5)}
    for outside, right in refused.items():
        message = Message("A keep_prob of {outside:g} raises no ValueError.", outside=outside)
        expect(right, message, hint, observed=tuple(refused.values()))
