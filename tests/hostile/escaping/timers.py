"""Sets timers that end its process later, or the next one in its place; it may not, and goes on.

gets: full
"""

import signal
import time

from honest import *

signal.setitimer(signal.ITIMER_REAL, 0.2)
signal.alarm(1)
time.sleep(1.1)
