"""Returns a list nested a million times.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    nested = dout
    for _ in range(1_000_000):
        nested = [nested]
    return nested
