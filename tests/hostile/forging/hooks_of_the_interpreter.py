"""Replaces every hook that the interpreter calls when something goes wrong.

gets: nothing
"""

import gc
import sys
import threading

from wrong import *


def flood(*args):
    print("x" * 10_000)
    raise MemoryError


sys.excepthook = sys.unraisablehook = sys.displayhook = sys.breakpointhook = flood
threading.excepthook = flood
gc.callbacks.append(flood)
