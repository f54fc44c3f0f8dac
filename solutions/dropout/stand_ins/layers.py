"""Stands in for layers.py while the net is graded: a fixed pattern instead of a random mask.

It makes the net's true values known, and lets a net be judged whose author's own dropout is
wrong. It holds nothing of the solution.
"""

import numpy as np

PATTERN = np.array([2.0, 0.0, 3.0, 1.0, 0.0])


def dropout_forward(x, dropout_param):
    """Multiply unit i of x by PATTERN[i % 5] in train mode; do nothing in test mode."""
    weights = 1.0
    if dropout_param["mode"] == "train":
        weights = PATTERN[np.arange(x.size) % 5].reshape(x.shape)
    return x * weights, weights


def dropout_backward(dout, cache):
    """The gradient of dropout_forward."""
    return dout * cache
