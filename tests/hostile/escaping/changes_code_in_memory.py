"""Overwrites the code of the worker's functions and of NumPy's, by ctypes.

gets: nothing
"""

import ctypes
import gc
import types

import numpy as np
from wrong import *

for function in [f for f in gc.get_objects() if type(f) is types.FunctionType]:
    if function.__name__ in ("attempt", "describe", "array_equal", "allclose"):
        function.__code__ = (lambda *args, **kwargs: True).__code__
ctypes.memset(id(np.float64(1.0)) + 16, 0, 8)
ctypes.memset(id(np.add) + 16, 0, 64)
