"""Patches the NumPy functions that carry an answer out of the process.

gets: nothing
"""

import numpy as np
from wrong import *

real = np.asarray


def asarray(value, *args, **kwargs):
    array = real(value, *args, **kwargs)
    return np.zeros_like(array) if array.ndim else array


np.asarray = np.array = asarray
np.frombuffer = np.empty_like = np.zeros = lambda *args, **kwargs: real([0.0])
