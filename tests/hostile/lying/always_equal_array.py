"""Returns an array that says it equals whatever it is compared with.

gets: nothing
"""

import numpy as np
from wrong import *


class AlwaysEqual(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __ne__(self, other):
        return np.zeros(self.shape, bool)

    def __sub__(self, other):
        return np.zeros(self.shape)

    __rsub__ = __sub__

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, bool)

    def __array_function__(self, function, types, args, kwargs):
        return True


def dropout_forward(x, dropout_param):
    return (0.5 * x).view(AlwaysEqual), None


def dropout_backward(dout, cache):
    return np.ones(dout.shape).view(AlwaysEqual)
