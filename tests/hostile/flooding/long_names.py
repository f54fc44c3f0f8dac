"""Raises an exception whose class has a name of a megabyte.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    raise type("E" * 1_000_000, (Exception,), {})("x")
