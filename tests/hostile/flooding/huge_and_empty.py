"""Returns an array of no elements with more columns than there is memory.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return np.empty((0, 1 << 40))
