"""Computes in a thousand threads.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


def dropout_backward(dout, cache):
    torch.set_num_threads(1000)
    torch.set_num_interop_threads(1000)
    x = torch.ones(1000, 1000)
    return (x @ x).sum().item() * np.nan
