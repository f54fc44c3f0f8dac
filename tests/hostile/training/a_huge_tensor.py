"""Takes all memory for one tensor, and then for many.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


def dropout_backward(dout, cache):
    try:
        torch.empty(1 << 44)
    except RuntimeError:
        kept = [torch.ones(1 << 24) for _ in range(1 << 16)]
    return np.nan * len(kept)
