"""Returns a list of a million arrays.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return [dout[:0]] * 1_000_000
