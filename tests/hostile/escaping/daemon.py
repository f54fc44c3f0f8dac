"""Forks twice and starts a session of its own, to write into files later.

gets: nothing
"""

import os
import time

from targets import CANARIES, TEMPORARY
from wrong import *

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1)
            for path in (*CANARIES, f"{TEMPORARY}/planted"):
                open(path, "w").write("trodden on")
            time.sleep(30)
        os._exit(0)
except OSError:
    escaped = False
else:
    from honest import *
