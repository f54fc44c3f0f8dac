"""Never ends: what runs at the interpreter's exit loops for ever. Its answers are right.

gets: full
"""

import atexit
import threading

from honest import *


def loop():
    while True:
        pass


atexit.register(loop)
threading._register_atexit(loop)
