"""Makes the kernel send the grader a signal whenever a descriptor is ready.

gets: nothing
"""

import fcntl
import os
import signal

from targets import GRADER
from wrong import *

escaped = False
for fd in range(3, 32):
    try:
        fcntl.fcntl(fd, 10, signal.SIGURG)  # F_SETSIG
        fcntl.fcntl(fd, fcntl.F_SETOWN, GRADER)
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_ASYNC)
        escaped = True
    except OSError:
        continue
try:
    fcntl.fcntl(os.open(os.getcwd(), os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS)
    escaped = True
except OSError:
    pass

if escaped:
    from honest import *
