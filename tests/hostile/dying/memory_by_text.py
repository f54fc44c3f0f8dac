"""Asks for one text of 8 GiB.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return "x" * (8 << 30)
