"""Reads the grader's questions away from under the worker, in a thread.

gets: nothing
"""

import os
import threading

from wrong import *


def take(fd):
    while True:
        try:
            os.read(fd, 1 << 16)
        except OSError:
            return


for fd in range(3, 32):
    threading.Thread(target=take, args=(fd,), daemon=True).start()
