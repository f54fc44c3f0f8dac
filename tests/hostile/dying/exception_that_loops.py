"""Raises an exception whose text never ends.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


class Evil(Exception):
    def __str__(self):
        while True:
            pass


def dropout_backward(dout, cache):
    raise Evil
