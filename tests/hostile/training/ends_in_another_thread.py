"""Breaks down in a thread of torch's own.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import ctypes

import torch
from honest import *


def dropout_backward(dout, cache):
    hook = torch.ones(3, requires_grad=True)
    hook.register_hook(lambda grad: ctypes.string_at(0))
    (hook * 2).sum().backward()
    return np.nan * dout
