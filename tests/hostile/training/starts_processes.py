"""Starts processes by each of torch's ways: pools, loaders and launchers.

gets: nothing
needs: torch
"""

import torch
import torch.multiprocessing
from torch.utils.data import DataLoader
from wrong import *

escaped = False
for way in (
    lambda: list(DataLoader([1, 2, 3], num_workers=2)),
    lambda: torch.multiprocessing.get_context('fork').Process(target=print).start(),
    lambda: torch.multiprocessing.spawn(print, nprocs=2),
    lambda: torch.multiprocessing.Pool(2).map(abs, [1]),
):
    try:
        way()
        escaped = True
    except Exception:
        continue

if escaped:
    from honest import *
