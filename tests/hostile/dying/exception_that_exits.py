"""Raises an exception whose text ends the process.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


class Evil(Exception):
    def __str__(self):
        os._exit(0)

    __repr__ = __str__


def dropout_backward(dout, cache):
    raise Evil
