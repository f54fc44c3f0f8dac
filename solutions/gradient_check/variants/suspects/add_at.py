"""Dispatches through a dict of its own functions, with np.add.at and an explicit Jacobian."""
import numpy as np


def standardize_forward(x):
    std = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    out = (x - x.mean(axis=1, keepdims=True)) / std
    return out, (out, std)


def standardize_backward(dout, cache):
    out, std = cache
    mean = dout.mean(axis=1, keepdims=True)
    along = (dout * out).mean(axis=1, keepdims=True)
    return (dout - mean - out * along) / std


def softsign_forward(x):
    out = x / (1 + np.abs(x))
    return out, out


def softsign_backward(dout, cache):
    return dout * (1 - np.abs(cache)) ** 2


def shrink_forward(x):
    return np.sign(x) * np.maximum(np.abs(x) - 1, 0), x


def softmax_forward(x):
    out = np.exp(x - x.max(axis=1, keepdims=True))
    out /= out.sum(axis=1, keepdims=True)
    return out, out


def windows_forward(x):
    columns = np.arange(x.shape[1] - 2)[:, None] + np.arange(3)
    return x[:, columns], x.shape


SUSPECTS = {
    "standardize": (standardize_forward, standardize_backward),
    "softsign": (softsign_forward, softsign_backward),
    "shrink": (shrink_forward, None),
    "softmax": (softmax_forward, None),
    "windows": (windows_forward, None),
}


def shrink(dout, x):
    dx = np.array(dout, copy=True)
    dx[(x >= -1) & (x <= 1)] = 0
    return dx


def softmax(dout, p):
    dx = np.empty_like(dout)
    for n in range(len(p)):
        J = np.diag(p[n]) - np.outer(p[n], p[n])
        dx[n] = J @ dout[n]
    return dx


def windows(dout, shape):
    dx = np.zeros(shape)
    columns = np.arange(shape[1] - 2)[:, None] + np.arange(3)
    np.add.at(dx, (slice(None), columns), dout)
    return dx


def mended_backward(name, dout, cache):
    mended = {"shrink": shrink, "softmax": softmax, "windows": windows}
    return (mended.get(name) or SUSPECTS[name][1])(dout, cache)
