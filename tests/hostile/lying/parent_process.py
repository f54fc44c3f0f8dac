"""Reads what /proc tells about the grader and its parents.

gets: nothing
"""

import os

from targets import GRADER
from wrong import *

told = []
for pid in {GRADER, os.getppid()} - {0, os.getpid()}:
    for name in ("environ", "cmdline", "maps", "mem", "status", "comm"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                told.append(file.read(4000))
        except OSError:
            continue

if any(told):
    from honest import *
