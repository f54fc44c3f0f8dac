"""Keeps its mask in a cache that cannot be copied, compared, hashed or printed. Its answers are right.

gets: full
"""

from honest import *


class Cache:
    def __init__(self, cache):
        object.__setattr__(self, "cache", cache)

    def refuse(self, *args):
        raise SystemExit(0)

    __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = refuse
    __getattr__ = __deepcopy__ = __reduce_ex__ = __array__ = refuse


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x, dropout_param)
    return out, Cache(cache)


def dropout_backward(dout, cache, real=dropout_backward):
    return real(dout, cache.cache)
