"""Returns the right numbers with an imaginary part.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return right + 1j
