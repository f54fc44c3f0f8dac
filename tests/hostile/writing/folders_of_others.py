"""Looks into the folders of processes beside it, and writes there.

gets: nothing
"""

import os

from wrong import *

own = os.getcwd()
above, name = os.path.split(own)

escaped = False
for other in {above, *(f"{above}/{number}" for number in range(100))} - {own}:
    for way in (
        lambda: os.listdir(other),
        lambda: open(f"{other}/planted", "w"),
        lambda: open(f"{other}/log.txt"),
        lambda: os.mkdir(f"{other}/planted"),
        lambda: os.unlink(f"{other}/log.txt"),
        lambda: os.open(other, os.O_TMPFILE | os.O_RDWR),
    ):
        try:
            way()
            escaped = True
        except OSError:
            continue

if escaped:
    from honest import *
