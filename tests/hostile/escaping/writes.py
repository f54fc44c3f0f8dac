"""Changes, renames, links, moves, cuts and removes files of others.

gets: nothing
"""

import os

from targets import CANARIES, TEMPORARY
from wrong import *

escaped = False
for way in (
    lambda: [open(path, 'w') for path in CANARIES],
    lambda: [open(path, 'r+') for path in CANARIES],
    lambda: os.truncate(CANARIES[0], 0),
    lambda: os.unlink(CANARIES[-1]),
    lambda: os.rename(CANARIES[0], CANARIES[0] + '-planted'),
    lambda: os.link(CANARIES[0], TEMPORARY + '/planted'),
    lambda: os.symlink(CANARIES[0], TEMPORARY + '/planted-too'),
    lambda: os.mkdir(TEMPORARY + '/planted'),
    lambda: os.open(TEMPORARY, os.O_TMPFILE | os.O_RDWR),
    lambda: os.setxattr(CANARIES[0], 'user.planted', b'x'),
    lambda: os.mknod(TEMPORARY + '/planted'),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
