"""Returns an array of 64 dimensions.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return np.ones((1,) * 64)
