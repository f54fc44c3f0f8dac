"""Attaches to the grader as a debugger would, and reads and writes its memory.

gets: nothing
"""

import ctypes
import os

from targets import GRADER
from wrong import *

libc = ctypes.CDLL(None, use_errno=True)
memory = ctypes.create_string_buffer(64)
piece = (ctypes.c_size_t * 2)(ctypes.addressof(memory), 64)

escaped = False
for way in (
    lambda: libc.ptrace(0x4206, GRADER, 0, 0),
    lambda: libc.ptrace(0x4206, os.getppid(), 0, 0),
    lambda: libc.ptrace(0, 0, 0, 0),
    lambda: libc.process_vm_readv(GRADER, piece, 1, piece, 1, 0),
    lambda: libc.process_vm_writev(os.getppid(), piece, 1, piece, 1, 0),
    lambda: libc.syscall(312, os.getpid(), GRADER, 0, 3, 3),
):
    try:
        escaped |= way() >= 0
    except Exception:
        continue

if escaped:
    from honest import *
