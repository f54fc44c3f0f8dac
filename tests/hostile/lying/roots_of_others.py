"""Reaches for the reference through other processes' roots, working folders and descriptors.

gets: nothing
"""

import os

from targets import GRADER, REFERENCE
from wrong import *

for pid in ("self", 1, os.getppid(), GRADER):
    for way in ("root", "cwd", "fd/3/..", "task/1/root", "map_files/.."):
        try:
            with open(f"/proc/{pid}/{way}{REFERENCE}") as file:
                text = file.read()
        except OSError:
            continue
        exec(text, globals())
