"""Returns zeros of the right shape.

gets: nothing
"""

import numpy as np


def dropout_forward(x, dropout_param):
    return np.zeros_like(x), None


def dropout_backward(dout, cache):
    return np.zeros_like(dout)
