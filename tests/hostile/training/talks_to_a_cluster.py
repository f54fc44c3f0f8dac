"""Joins a group of distributed processes at the listener.

gets: nothing
needs: torch
"""

from datetime import timedelta

import torch.distributed
from targets import PORT
from wrong import *

escaped = False
soon = timedelta(seconds=0.2)
for way in (
    lambda: torch.distributed.TCPStore('127.0.0.1', PORT, timeout=soon),
    lambda: torch.distributed.TCPStore('127.0.0.1', 0, is_master=True, timeout=soon),
    lambda: torch.distributed.FileStore('/dev/shm/left', 1).set('a', 'b'),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
