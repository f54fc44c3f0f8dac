"""Writes into files of others when its process ends.

gets: nothing
"""

import atexit
import threading

from targets import CANARIES, TEMPORARY
from wrong import *


def write():
    for path in (*CANARIES, f"{TEMPORARY}/planted"):
        try:
            open(path, "w").write("trodden on")
        except OSError:
            continue


atexit.register(write)
threading._register_atexit(write)


class Last:
    def __del__(self, write=write):
        write()


last = Last()
