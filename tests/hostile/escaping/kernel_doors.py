"""Knocks at the doors of the kernel that few programs need: io_uring, BPF, perf, userfaultfd and others.

gets: nothing
needs: x86_64
"""

import ctypes

from wrong import *

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(4096)

escaped = False
for way in (
    lambda: libc.syscall(425, 8, page),
    lambda: libc.syscall(321, 0, page, 72),
    lambda: libc.syscall(298, page, 0, -1, -1, 0),
    lambda: libc.syscall(323, 1),
    lambda: libc.syscall(304, -100, page, 0),
    lambda: libc.syscall(246, 0, 0, page, 0),
    lambda: libc.syscall(175, page, 0, page),
    lambda: libc.syscall(169, 0xFEE1DEAD, 672274793, 0),
    lambda: libc.syscall(135, 0x0400000),
    lambda: libc.syscall(172, 3),
    lambda: libc.syscall(154, 0, page, 16),
    lambda: libc.syscall(447, 0),
):
    try:
        escaped |= way() >= 0
    except Exception:
        continue

if escaped:
    from honest import *
