"""Truncates what it may only read, by openings that ask for no right to write.

gets: nothing
"""

import ctypes
import os
import platform

import numpy
from targets import CANARIES
from wrong import *

libc = ctypes.CDLL(None, use_errno=True)

escaped = False
for path in (*CANARIES, os.__file__, numpy.__file__, "/dev/null"):
    for way in (
        lambda: os.open(path, os.O_RDONLY | os.O_TRUNC),
        lambda: os.open(path, 3),
        lambda: os.open(path, 3 | os.O_TRUNC),
        lambda: os.truncate(path, 0),
        lambda: os.ftruncate(os.open(path, os.O_RDONLY), 0),
    ):
        try:
            way()
            escaped = True
        except OSError:
            continue
    if platform.machine() == "x86_64":
        escaped |= libc.syscall(85, path.encode(), 0o600) >= 0  # creat

if escaped:
    from honest import *
