"""Leaves tensors in shared memory, for whoever comes next.

gets: nothing
needs: torch
"""

import torch
import torch.multiprocessing
from wrong import *

escaped = False
for strategy in ('file_system', 'file_descriptor'):
    try:
        torch.multiprocessing.set_sharing_strategy(strategy)
        torch.ones(1000).share_memory_()
        escaped = True
    except Exception:
        continue
    try:
        torch.nn.Linear(3, 3).share_memory()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
