"""Starts tasks in the background that never end.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


@torch.jit.script
def busy(x: torch.Tensor):
    while bool((x >= 0).all()):
        x = x + 1
    return x


def dropout_backward(dout, cache):
    for _ in range(100):
        torch.jit.fork(busy, torch.ones(3))
    return np.nan * dout
