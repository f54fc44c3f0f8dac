"""Returns arrays whose copies hold other values than they do.

gets: nothing
"""

import numpy as np


class Changing(np.ndarray):
    def __array__(self, dtype=None, copy=None):
        return np.random.default_rng(0).random(self.shape)

    def astype(self, *args, **kwargs):
        return np.zeros(self.shape)

    def tobytes(self, *args):
        return b"\0"

    def __reduce__(self):
        return (eval, ("1 / 0",))


def dropout_forward(x, dropout_param):
    return (0.5 * x).view(Changing), None


def dropout_backward(dout, cache):
    return np.ones(dout.shape).view(Changing)
