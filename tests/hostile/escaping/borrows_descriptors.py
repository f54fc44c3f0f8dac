"""Takes descriptors of the grader's through a descriptor of its process.

gets: nothing
"""

import ctypes
import os

from targets import GRADER
from wrong import *

libc = ctypes.CDLL(None, use_errno=True)
escaped = False
for way in (
    lambda: libc.syscall(438, libc.syscall(434, GRADER, 0), 3, 0),
    lambda: libc.syscall(438, libc.syscall(434, os.getppid(), 0), 1, 0),
    lambda: libc.syscall(424, libc.syscall(434, GRADER, 0), 0, 0, 0),
):
    try:
        escaped |= way() >= 0
    except Exception:
        continue

if escaped:
    from honest import *
