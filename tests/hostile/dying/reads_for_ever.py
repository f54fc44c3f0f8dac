"""Reads from standard input and from an empty pipe.

gets: dropout_forward full, dropout_backward nothing
"""

import os
import sys

from honest import *


def dropout_backward(dout, cache):
    sys.stdin and sys.stdin.read()
    return os.read(os.pipe()[0], 1)
