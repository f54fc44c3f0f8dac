"""Overwrites its earlier answers once they are given.

gets: full
"""

import numpy as np
from honest import *

given = []


def remember(array):
    for earlier in given:
        earlier[...] = np.nan
    given[:] = [array]
    return array


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x, dropout_param)
    return remember(out.copy()), cache


def dropout_backward(dout, cache, real=dropout_backward):
    return remember(real(dout, cache).copy())
