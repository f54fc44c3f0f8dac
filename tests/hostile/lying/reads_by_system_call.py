"""Opens the reference by system calls that Python does not use.

gets: nothing
"""

import ctypes
import platform

from targets import REFERENCE
from wrong import *

libc = ctypes.CDLL(None, use_errno=True)
path, here = REFERENCE.encode(), -100
how = (ctypes.c_uint64 * 3)(0, 0, 0)
fds = [libc.open(path, 0), libc.openat(here, path, 0), libc.open64(path, 0o10000000)]
fds.append(libc.syscall(437, here, path, how, 24))  # openat2
if platform.machine() == "x86_64":
    fds += [libc.syscall(2, path, 0), libc.syscall(428, here, path, 1)]
for fd in fds:
    buffer = ctypes.create_string_buffer(1 << 16)
    if fd >= 0 and libc.read(fd, buffer, len(buffer)) > 0:
        exec(buffer.value.decode(), globals())
