"""Opens devices: memory, disks, terminals and the log.

gets: nothing
"""

import fcntl
import os
import termios

from wrong import *

escaped = False
for way in (
    lambda: os.open('/dev/mem', os.O_RDWR),
    lambda: os.open('/dev/kmsg', os.O_RDWR),
    lambda: os.open('/dev/tty', os.O_RDWR),
    lambda: os.open('/dev/ptmx', os.O_RDWR),
    lambda: os.open('/dev/fuse', os.O_RDWR),
    lambda: [fcntl.ioctl(fd, termios.TIOCSTI, b'x') for fd in range(3)],
    lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 1),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
