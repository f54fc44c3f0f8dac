"""Sends itself signals that cannot be caught, and then waits to be killed.

gets: dropout_forward full, dropout_backward nothing
"""

import os
import signal

from honest import *


def dropout_backward(dout, cache):
    for number in (signal.SIGKILL, signal.SIGSTOP):
        for send in (lambda n: os.kill(os.getpid(), n), lambda n: os.killpg(0, n), signal.raise_signal):
            try:
                send(number)
            except OSError:
                continue
    raise ValueError("still here")
