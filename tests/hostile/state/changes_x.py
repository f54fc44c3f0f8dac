"""Drops units in x itself.

gets: dropout_forward 11, dropout_backward full
"""

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x, dropout_param)
    x[...] = out
    return x, cache
