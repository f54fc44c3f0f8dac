"""Sets timers that end its process later, or the next one in its place.

gets: nothing
"""

import signal
import time

from honest import *

signal.setitimer(signal.ITIMER_REAL, 0.2)
signal.alarm(1)
time.sleep(2)
raise ValueError("no timer came")
