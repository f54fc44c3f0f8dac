"""Returns a text of a hundred megabytes.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    return "\u20ac" * 50_000_000
