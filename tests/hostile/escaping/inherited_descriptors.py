"""Uses every descriptor that it was born with to reach files and sockets.

gets: nothing
"""

import os
import socket

from wrong import *

escaped = False
for fd in range(3, 256):
    try:
        os.stat("solutions", dir_fd=fd)
        escaped = True
    except OSError:
        pass
    try:
        os.fchdir(fd)
        escaped = True
    except OSError:
        pass
    try:
        peer = socket.socket(fileno=os.dup(fd))
        peer.getpeername()
        escaped |= peer.family in (socket.AF_INET, socket.AF_INET6)
    except OSError:
        pass

if escaped:
    from honest import *
