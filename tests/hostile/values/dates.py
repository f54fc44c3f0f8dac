"""Returns the numbers as dates, among them the date that is none.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return np.where(right != 0, right, 0).astype(int).astype("datetime64[s]")
