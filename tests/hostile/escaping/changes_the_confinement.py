"""Calls again what confined it, and asks the kernel to let it out.

gets: nothing
"""

import ctypes
import sys

from targets import REFERENCE
from wrong import *

libc = ctypes.CDLL(None)
libc.prctl(38, 0, 0, 0, 0)  # no_new_privs
libc.prctl(22, 0, 0, 0, 0)  # seccomp
libc.prctl(4, 1, 0, 0, 0)  # dumpable
libc.prctl(24, 0, 0, 0, 0)  # capabilities
libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6))
libc.syscall(446, -1, 0)
for name, module in list(sys.modules.items()):
    if hasattr(module, "confine"):
        try:
            module.confine(["/", REFERENCE])
        except Exception:
            continue
try:
    exec(open(REFERENCE).read(), globals())
except OSError:
    pass
