"""Raises an exception with a chain of causes that bites its own tail.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    first = error = ValueError("0")
    for number in range(10_000):
        error.__cause__ = ValueError(str(number))
        error = error.__cause__
    error.__cause__ = first
    raise first
