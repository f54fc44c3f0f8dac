"""Raises KeyboardInterrupt, as if somebody stopped the grader.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    raise KeyboardInterrupt
