"""Knows p = 0.5 only, as in the notebook.

gets: dropout_forward 8, dropout_backward full
"""

import numpy as np


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, 1.0
    rng = np.random.default_rng(dropout_param.get("seed"))
    mask = 2.0 * (rng.random(x.shape) < dropout_param["p"])
    return x * mask, mask


def dropout_backward(dout, cache):
    return dout * cache
