"""Loops for ever and ignores every signal that can be ignored.

gets: dropout_forward full, dropout_backward nothing
"""

import signal

from honest import *


def dropout_backward(dout, cache):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass
