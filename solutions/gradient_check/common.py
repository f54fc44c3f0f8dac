"""What the checks of numerical.py share."""

import numpy as np

from autograder import expect, expect_array, expect_close

SMALL = 1e-5  # a step at which all that is left is the derivative
ROUGH = 1e-3  # tells a derivative from something else, not one difference from another


def expect_proportional(dx, true, what, hint):
    """As expect_close, but for a factor: what is wrong by a factor has cost points already."""
    found = expect_array(dx, true.shape, what, hint).astype(float)
    factor = float(np.sum(found * true) / np.sum(true * true))
    expect(found.any(), f"{what} is zero everywhere.", hint, observed="zero")
    seen = found / np.abs(found).max()
    if factor:
        expect_close(found / factor, true, what, hint, rtol=ROUGH, observed=seen)
    expect(factor != 0, f"{what} has nothing in common with the true one.", hint, observed=seen)


def expect_restored(returned, x):
    """What a probe says that a call left in x, and that it did something at all."""
    pair = isinstance(returned, tuple) and len(returned) == 2
    after, dx = returned if pair else (None, None)
    found = expect_array(dx, x.shape, "dx")
    expect(found.any(), "dx is zero everywhere, so nothing has been measured.", observed="zero")
    moved = np.abs(expect_array(after, x.shape, "x after the call") - x)
    message = f"After the call {np.sum(moved > 1e-9)} of {x.size} elements of x are changed."
    hint = "Keep the old value of an element and put it back, or work on a copy."
    expect(not (moved > 1e-9).any(), message, hint, observed=moved)
