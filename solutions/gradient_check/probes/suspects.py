"""The forward pass of a suspect, followed by mended_backward."""

import suspects


def mended(name, x, dout):
    """The gradient of mended_backward for an input of that suspect."""
    forward, _ = suspects.SUSPECTS[name]
    _, cache = forward(x)
    return suspects.mended_backward(name, dout, cache)
