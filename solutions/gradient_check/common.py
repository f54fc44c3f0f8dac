"""Steps, hints and expectations that the checks of numerical.py share."""

import numpy as np

from autograder import Message, expect, expect_array, expect_close

SMALL = 1e-5  # a step at which all that is left is the derivative
ROUGH = 1e-3  # tells a derivative from something else, not one difference from another
CENTRAL = "A central difference goes as far to the left as to the right."
RESTORED = "Does each element get its old value back before the next one is moved?"


def expect_proportional(dx, true, what, hint):
    """As expect_close, up to a factor: a wrong factor has cost points already."""
    what = Message(what)
    found = expect_array(dx, true.shape, what, hint).astype(float)
    factor = float(np.sum(found * true) / np.sum(true * true))
    expect(found.any(), Message("{what} is zero everywhere.", what=what), hint, observed="zero")
    seen = found / np.abs(found).max()
    if factor:
        expect_close(found / factor, true, what, hint, rtol=ROUGH, observed=seen)
    message = Message("{what} has nothing in common with the true one.", what=what)
    expect(factor != 0, message, hint, observed=seen)


def expect_restored(returned, x):
    """A call has left x as it was, and has measured something: (x, dx) comes from a probe."""
    pair = isinstance(returned, tuple) and len(returned) == 2
    after, dx = returned if pair else (None, None)
    found = expect_array(dx, x.shape, "dx")
    expect(found.any(), "dx is zero everywhere, so nothing has been measured.", observed="zero")
    moved = np.abs(expect_array(after, x.shape, "x after the call") - x)
    changed = np.sum(moved > 1e-9)
    text = "After the call {changed} of {size} elements of x are changed."
    message = Message(text, changed=changed, size=x.size)
    hint = "Keep the old value of an element and put it back, or work on a copy."
    expect(changed == 0, message, hint, observed=moved)
