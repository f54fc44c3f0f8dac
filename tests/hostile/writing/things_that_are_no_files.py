"""Makes links, pipes and devices in its folder, and gives its files other modes and owners.

gets: nothing
"""

import os
import socket
import stat

from wrong import *

open("own", "w").close()

escaped = False
for way in (
    lambda: os.symlink("own", "link"),
    lambda: os.link("own", "twin"),
    lambda: os.mkfifo("pipe"),
    lambda: os.mknod("node"),
    lambda: os.mknod("null", 0o666 | stat.S_IFCHR, os.makedev(1, 3)),
    lambda: os.mknod("disk", 0o666 | stat.S_IFBLK, os.makedev(8, 0)),
    lambda: socket.socket(socket.AF_UNIX).bind("socket"),
    lambda: os.chmod("own", 0o4755),
    lambda: os.fchmod(os.open("own", os.O_RDWR), 0o4755),
    lambda: os.chown("own", 0, 0),
    lambda: os.setxattr("own", "user.planted", b"x"),
    lambda: os.open(".", os.O_TMPFILE | os.O_RDWR),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
