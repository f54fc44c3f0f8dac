"""Nests a list a million times and asks for its text.

gets: dropout_forward full, dropout_backward nothing
"""

import sys

from honest import *


def dropout_backward(dout, cache):
    nested = []
    for _ in range(1_000_000):
        nested = [nested]
    sys.setrecursionlimit(1 << 30)
    return repr(nested)
