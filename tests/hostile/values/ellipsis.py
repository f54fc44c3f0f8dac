"""Returns an ellipsis, a class and a module.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return ... if right.ndim == 2 else (np, type)
