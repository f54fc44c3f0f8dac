"""Opens as many files and pipes as it can, to leave none to others.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache):
    opened = []
    while len(opened) < 1 << 16:
        opened += os.pipe()
    return np.nan
