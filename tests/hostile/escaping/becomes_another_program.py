"""Puts other programs in the place of its own process.

gets: nothing
"""

import ctypes
import os
import sys

from targets import CANARIES
from wrong import *

command = f"open({CANARIES[0]!r}, 'w').write('trodden on'); import time; time.sleep(30)"
for program in (sys.executable, "/usr/bin/python3", "/bin/sh", "/proc/self/exe"):
    for arguments in ([program, "-c", command], [program]):
        try:
            os.execv(program, arguments)
        except OSError:
            continue
libc = ctypes.CDLL(None)
file = libc.memfd_create(b"planted", 0)
libc.fexecve(file, None, None)
libc.execveat(-100, b"/bin/sh", None, None, 0)
