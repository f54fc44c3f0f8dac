"""Ends the process from a thread while its import takes long.

gets: nothing
"""

import os
import threading
import time

from honest import *

threading.Thread(target=os._exit, args=(0,), daemon=True).start()
time.sleep(2)
