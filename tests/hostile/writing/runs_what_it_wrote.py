"""Writes programs into its folder and runs them.

gets: nothing
"""

import os
import subprocess
import sys

from targets import CANARIES
from wrong import *

with open("script", "w") as file:
    file.write(f"#!/bin/sh\necho trodden >> {CANARIES[0]}\n")
with open(os.path.realpath(sys.executable), "rb") as python, open("python", "wb") as copy:
    copy.write(python.read(16 << 20))
for name in ("script", "python"):  # a file that is made so can be run
    with open(name, "rb") as file:
        made = os.open(f"{name}-to-run", os.O_CREAT | os.O_WRONLY, 0o755)
        os.write(made, file.read())
        os.close(made)

escaped = False
for program in ("./script-to-run", "./python-to-run"):
    for way in (
        lambda: subprocess.run([program, "-c", "0"], check=True),
        lambda: os.posix_spawn(program, [program, "-c", "0"], {}),
        lambda: os.execv(program, [program, "-c", "0"]),
        lambda: os.execve(os.open(program, os.O_RDONLY), [program, "-c", "0"], {}),
        lambda: os.system(program) == 0 or 1 / 0,
    ):
        try:
            way()
            escaped = True
        except Exception:
            continue

if escaped:
    from honest import *
