"""Loops for ever and swallows whatever is raised in it.

gets: dropout_forward full, dropout_backward nothing
"""

import time

from honest import *


def dropout_backward(dout, cache):
    while True:
        try:
            time.sleep(0.01)
            sum(range(1000))
        except BaseException:
            continue
