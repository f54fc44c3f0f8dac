"""Jumps into memory that is no code.

gets: dropout_forward full, dropout_backward nothing
"""

import ctypes

from honest import *


def dropout_backward(dout, cache):
    page = ctypes.create_string_buffer(b"\x0f\x0b" * 64)
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(page))()
