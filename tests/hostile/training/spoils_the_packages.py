"""Spoils torch itself, so that whoever comes next computes with what it left.

gets: nothing
needs: torch
"""

import torch
from wrong import *

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
torch.nn.functional.dropout = lambda *args, **more: None
torch.Tensor.backward = lambda *args, **more: None
torch.use_deterministic_algorithms(True)
