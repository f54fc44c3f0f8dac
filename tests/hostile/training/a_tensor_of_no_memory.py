"""Returns a tensor as large as the world that takes no memory.

gets: dropout_forward full, dropout_backward nothing
needs: torch
"""

import torch
from honest import *


def dropout_backward(dout, cache):
    return torch.ones(1).expand(1 << 40).numpy()
