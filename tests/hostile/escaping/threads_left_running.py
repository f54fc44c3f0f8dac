"""Leaves threads behind that sleep, and that compute. Its answers are right.

gets: full
"""

import threading
import time

from honest import *


def tick(seconds):
    while True:
        time.sleep(seconds)


for seconds in (0.001, 0.1, 3600):
    threading.Thread(target=tick, args=(seconds,), daemon=True).start()
    threading.Thread(target=tick, args=(seconds,)).start()
