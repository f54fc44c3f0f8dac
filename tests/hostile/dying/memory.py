"""Takes memory, 8 GiB at the most, and touches it.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    taken = []
    for _ in range(64):
        taken.append(np.zeros(1 << 27, np.uint8))
        taken[-1][:: 1 << 16] = 1
    return np.zeros(dout.shape)
