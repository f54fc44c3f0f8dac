"""Runs programs in every way that Python has.

gets: nothing
"""

import multiprocessing
import os
import pty
import subprocess
import sys

from targets import CANARIES
from wrong import *

escaped = False
for way in (
    lambda: subprocess.run(["/bin/sh", "-c", f"echo trodden >> {CANARIES[0]}"], check=True),
    lambda: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"]),
    lambda: subprocess.run(["true"], preexec_fn=os.setsid, check=True),
    lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 30"], {}),
    lambda: 0 / (os.system(f"echo trodden >> {CANARIES[0]}") == 0),
    lambda: pty.spawn(["/bin/true"]),
    lambda: multiprocessing.Process(target=print).start(),
    lambda: multiprocessing.get_context("spawn").Process(target=print).start(),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
