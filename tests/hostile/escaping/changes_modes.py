"""Changes modes, owners and times of files of others.

gets: nothing
"""

import os

from targets import CANARIES
from wrong import *

escaped = False
for way in (
    lambda: os.chmod(CANARIES[0], 0o4777),
    lambda: os.chown(CANARIES[0], 12345, 12345),
    lambda: os.utime(CANARIES[0], (0, 0)),
    lambda: os.chmod(os.path.dirname(CANARIES[0]), 0o777),
    lambda: os.fchmod(os.open(CANARIES[0], os.O_RDONLY), 0),
    lambda: os.chmod(f'/proc/self/root{CANARIES[0]}', 0),
    lambda: os.setuid(12345),
    lambda: os.setgroups([0]),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
