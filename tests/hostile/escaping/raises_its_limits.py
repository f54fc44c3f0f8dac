"""Raises the limits on its memory, its time, its files and its processes.

gets: nothing
"""

import os
import resource

from targets import GRADER
from wrong import *

escaped = False
for way in (
    lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
    lambda: resource.setrlimit(resource.RLIMIT_CPU, (-1, -1)),
    lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30)),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 1 << 20)),
    lambda: resource.prlimit(GRADER, resource.RLIMIT_CORE, (0, 0)),
    lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0)),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
