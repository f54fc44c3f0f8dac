"""Makes read-only inputs writable by ctypes and overwrites them.

gets: dropout_forward 11, dropout_backward full
"""

import ctypes

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x.copy(), dropout_param)
    ctypes.memset(x.ctypes.data, 0, x.nbytes)
    return out, cache
