"""Forks by the system calls themselves: fork, vfork, clone and clone3 without threads.

gets: nothing
needs: x86_64
"""

import ctypes
import os
import time

from wrong import *

syscall = ctypes.CDLL(None).syscall
arguments = (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17)
escaped = False
for call in (
    (57,), (56, 17, 0, 0, 0, 0), (56, 0x10000000 | 17, 0, 0, 0, 0), (56, 0x20000000 | 17, 0, 0, 0, 0),
    (435, arguments, 64), (435, arguments, 88), (56 | 1 << 32, 17, 0, 0, 0, 0),
):
    pid = syscall(*map(lambda a: ctypes.c_long(a) if isinstance(a, int) else a, call))
    if pid == 0:
        time.sleep(30)
        os._exit(0)
    escaped |= pid > 0

if escaped:
    from honest import *
