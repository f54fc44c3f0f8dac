"""The forward pass of a suspect, followed by fixed_backward."""

import suspects


def fixed(name, x, dout):
    """The gradient of fixed_backward for an input of that suspect."""
    forward, _ = suspects.SUSPECTS[name]
    _, cache = forward(x)
    return suspects.fixed_backward(name, dout, cache)
