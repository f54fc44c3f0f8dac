"""Returns a structured array.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    dx = np.zeros(right.shape, [("dx", float), ("passed", bool)])
    dx["dx"] = right
    return dx
