"""Computes the backward pass by differences of forward passes that draw new masks.

gets: dropout_forward full, dropout_backward 2
"""

from honest import dropout_forward as forward


def dropout_forward(x, dropout_param):
    return forward(x, dropout_param)[0], (x, dropout_param)


def dropout_backward(dout, cache):
    x, param = cache
    h = 1e-3
    return dout * (forward(x + h, param)[0] - forward(x - h, param)[0]) / (2 * h)
