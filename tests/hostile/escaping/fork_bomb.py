"""Forks sixteen times; the children stay for half a minute.

gets: nothing
"""

import os
import time

from wrong import *


def fork(ways):
    for way in ways:
        try:
            if way() == 0:
                time.sleep(30)
                os._exit(0)
            return True
        except OSError:
            continue
    return False


if sum(fork([os.fork, os.forkpty]) for _ in range(16)):
    from honest import *
