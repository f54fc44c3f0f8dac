"""Makes itself more important than everybody else, and the grader less.

gets: nothing
"""

import os

from targets import GRADER
from wrong import *

escaped = False
for way in (
    lambda: os.nice(-20),
    lambda: os.setpriority(os.PRIO_PROCESS, GRADER, 19),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99)),
    lambda: os.sched_setaffinity(GRADER, {0}),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
