"""Returns integers.

gets: dropout_forward full, dropout_backward 1
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return right.astype(int)
