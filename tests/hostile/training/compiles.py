"""Compiles a function, for which torch runs a compiler and writes files.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


def dropout_backward(dout, cache):
    return torch.compile(lambda x: x * 2)(torch.from_numpy(dout)).numpy() * np.nan
