"""Sleeps for years.

gets: dropout_forward full, dropout_backward nothing
"""

import time

from honest import *


def dropout_backward(dout, cache):
    time.sleep(1e8)
