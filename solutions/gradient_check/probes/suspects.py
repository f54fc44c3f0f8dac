"""Leads a suspect's forward pass and the mended backward pass together."""

import suspects


def mended(name, x, dout):
    """The gradient of mended_backward for an input of that suspect."""
    forward, _ = suspects.SUSPECTS[name]
    _, cache = forward(x)
    return suspects.mended_backward(name, dout, cache)
