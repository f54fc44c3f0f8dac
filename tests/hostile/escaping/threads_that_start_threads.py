"""Starts threads that start threads, as many as there may be.

gets: at most 19
"""

import threading

from honest import *


def start():
    while True:
        try:
            threading.Thread(target=start, daemon=True).start()
        except RuntimeError:
            return


start()
