"""Writes garbage to every descriptor that it has.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def descriptors():
    for fd in range(3, 256):
        try:
            os.fstat(fd)
        except OSError:
            continue
        yield fd


def dropout_backward(dout, cache):
    for fd in descriptors():
        try:
            os.set_blocking(fd, False)
            os.write(fd, os.urandom(4096))
        except OSError:
            continue
    raise ValueError("written")
