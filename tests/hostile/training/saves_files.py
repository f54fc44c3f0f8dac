"""Saves a tensor, a trace and a compiled module where files can lie.

gets: nothing
needs: torch
"""

import torch
from targets import CANARIES, LAB, TEMPORARY
from wrong import *

escaped = False
double = torch.jit.trace(lambda x: 2 * x, torch.ones(1))
for path in (*CANARIES, f'{LAB}/left', f'{TEMPORARY}/left', '/dev/shm/left'):
    for save in (lambda p: torch.save(torch.ones(3), p), lambda p: double.save(p)):
        try:
            save(path)
            escaped = True
        except Exception:
            continue

if escaped:
    from honest import *
