"""Raises an exception whose class raises when asked for its name.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


class Nameless(type):
    @property
    def __name__(cls):
        raise KeyboardInterrupt

    __module__ = __name__

    def __instancecheck__(cls, instance):
        raise SystemExit(0)


class Evil(Exception, metaclass=Nameless):
    @property
    def __traceback__(self):
        raise SystemExit(0)

    @property
    def __class__(self):
        raise SystemExit(0)


def dropout_backward(dout, cache):
    raise Evil
