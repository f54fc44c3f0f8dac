"""Aborts.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache):
    os.abort()
