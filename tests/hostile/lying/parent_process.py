"""Reads what /proc tells about the grader and its parents.

gets: nothing
"""

import os

from targets import GRADER
from wrong import *

told = []
for pid in (GRADER, os.getppid(), 1):
    for name in ("environ", "cmdline", "maps", "mem", "stack", "status"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                told.append(file.read(4000).decode("latin-1"))
        except OSError:
            continue
if any("REGLAB" in text for text in told):
    raise ValueError("".join(told)[:400])
