"""Stands in for layers.py while the net is graded: a fixed pattern instead of a random mask.

It makes the net's true values known, and lets a net be judged whose author's own dropout is
wrong. It holds nothing of the solution.
"""

from itertools import count

import numpy as np

PATTERN = np.array([1.5, 0.0, 2.0, 1.0, 0.0])
rows = count()  # single examples seen so far


def dropout_forward(x, dropout_param):
    """Multiply the unit at i, j, ... by PATTERN[(i + j + ...) % 5], in train mode.

    The pattern is the same for a transposed x, and for a batch whose size is a multiple of 5 that
    comes example by example. Its scale depends on p, so that a p that is not handed on shows.
    """
    weights = 1.0
    if dropout_param["mode"] == "train":
        start = next(rows) if x.ndim == 1 else 0
        places = np.indices(x.shape).sum(axis=0) + start
        weights = PATTERN[places % 5] * (0.6 / dropout_param["p"])
    return x * weights, (dropout_param, weights)


def dropout_backward(dout, cache):
    """The gradient of dropout_forward."""
    return dout * cache[1]
