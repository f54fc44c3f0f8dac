"""Raises the limit of recursion and calls itself until the stack runs over.

gets: dropout_forward full, dropout_backward nothing
"""

import sys

from honest import *


def dropout_backward(dout, cache):
    sys.setrecursionlimit(1 << 30)


    def deeper(value):
        return [deeper(value)]


    return list(map(deeper, map(deeper, [dout])))
