"""Returns the right gradient with one NaN in it.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    dx = right + 0.0
    dx.flat[-1] = np.nan
    return dx
