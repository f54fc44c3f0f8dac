"""Returns eight terabytes that are one number in memory.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return np.broadcast_to(dout.flat[0], (1 << 20, 1 << 20))
