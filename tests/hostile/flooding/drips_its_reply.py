"""Sends its answer byte by byte, so slowly that it never ends.

gets: nothing
"""

import os
import time

from honest import *

real = os.write


def write(fd, data):
    time.sleep(0.1)
    return real(fd, data[:1])


os.write = write
