"""Calls itself without end.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return dropout_backward(dout, cache)
