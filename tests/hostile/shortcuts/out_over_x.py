"""Divides out by x instead of keeping the mask.

gets: dropout_forward full, dropout_backward 6
"""

from honest import dropout_forward as forward


def dropout_forward(x, dropout_param):
    out, _ = forward(x, dropout_param)
    return out, (x.copy(), out.copy())


def dropout_backward(dout, cache):
    x, out = cache
    return dout * out / x
