"""Writes a megabyte to descriptors 1 and 2 in every call, past Python. Its answers are right.

gets: full
"""

import os

from honest import *


def dropout_backward(dout, cache, real=dropout_backward):
    for fd in (1, 2):
        try:
            os.write(fd, b"x" * (1 << 20))
        except OSError:
            continue
    return real(dout, cache)
