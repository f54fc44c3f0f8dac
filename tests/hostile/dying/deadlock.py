"""Waits for a lock that it holds itself.

gets: dropout_forward full, dropout_backward nothing
"""

import threading

from honest import *


def dropout_backward(dout, cache):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
