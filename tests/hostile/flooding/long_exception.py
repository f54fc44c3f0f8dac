"""Raises an exception with a text of fifty megabytes.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    raise ValueError("x" * 50_000_000)
