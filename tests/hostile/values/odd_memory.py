"""Returns the right gradient with negative strides and foreign byte order, which is right.

gets: full
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    axes = tuple(range(right.ndim))
    return np.flip(np.flip(right, axes).astype(">f8", order="F"), axes)
