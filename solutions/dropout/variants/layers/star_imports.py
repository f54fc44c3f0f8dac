from numpy import *
from numpy.random import rand, seed

from reglab import *

numbers = arange(10)
print("module loaded", numbers)


def unrelated(values):
    return sorted(values)[::-1]


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if dropout_param.get("seed") is not None:
        seed(dropout_param["seed"])
    if mode == "train":
        mask = less(rand(*x.shape), p) / p
        out = multiply(x, mask)
    else:
        mask = ones_like(x)
        out = x
    return out, (mask, mode)


def dropout_backward(dout, cache):
    mask, mode = cache
    return multiply(dout, mask)
