"""Element by element, with the standard library's generator."""

import random


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    chance = random.Random(dropout_param.get("seed"))
    factors = []
    out = np.zeros(x.shape, x.dtype)
    for index in np.ndindex(x.shape):
        factor = 1.0
        if dropout_param["mode"] == "train":
            factor = 1 / p if chance.random() < p else 0.0
        factors.append(factor)
        out[index] = x[index] * factor
    return out, factors


def dropout_backward(dout, cache):
    dx = np.zeros(dout.shape)
    for factor, index in zip(cache, np.ndindex(dout.shape)):
        dx[index] = dout[index] * factor
    return dx
