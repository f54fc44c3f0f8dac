"""Returns a dict whose keys exit when they are printed and whose items raise.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *

class Key:
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class Evil(dict):
    def items(self):
        return iter([(Key(), 1.0), ("score", 19)])


def dropout_backward(dout, cache):
    right = dout if cache[1] is None else dout * cache[1]
    return Evil({Key(): right})
