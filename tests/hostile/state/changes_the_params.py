"""Keeps its mask in the caller's dropout_param.

gets: dropout_forward 11, dropout_backward full
"""

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x, dropout_param)
    dropout_param["mask"] = cache[1]
    return out, cache
