"""Swaps the descriptors that it has, and answers.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache, real=dropout_backward):
    fds = []
    for fd in range(3, 64):
        try:
            fds.append((fd, os.dup(fd)))
        except OSError:
            continue
    for (fd, _), (_, other) in zip(fds, reversed(fds)):
        os.dup2(other, fd)
    if len(fds) < 2:
        raise ValueError("nothing to swap")
    return real(dout, cache)
