"""Returns a list that holds itself.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    endless = [dout]
    endless.append(endless)
    return endless
