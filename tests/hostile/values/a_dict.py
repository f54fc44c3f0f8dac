"""Returns a dict with odd keys.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return {"dx": right, None: 1, (1, 2): np.nan, "passed": True, b"x": {1: right}}
