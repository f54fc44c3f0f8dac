"""Returns somewhat more than an answer may hold.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return np.zeros(1 << 27, np.uint8)
