"""Five layers. Somebody wrote their backward passes in a hurry, and some are wrong.

Every forward pass is right. Leave the functions above fixed_backward as they are: they are
the evidence.
"""

import numpy as np


def standardize_forward(x):
    """Give every row the mean 0 and the variance 1 (nearly: 1e-5 is added to the variance).

    Args:
        x: shape (N, D).

    Returns:
        out: shape (N, D).
        cache: (out, std), with the standard deviation of each row, shape (N, 1).
    """
    std = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    out = (x - x.mean(axis=1, keepdims=True)) / std
    return out, (out, std)


def standardize_backward(dout, cache):
    out, std = cache
    mean = dout.mean(axis=1, keepdims=True)
    along = (dout * out).mean(axis=1, keepdims=True)
    return (dout - mean - out * along) / std


def softsign_forward(x):
    """Squash every element into -1..1: x / (1 + |x|).

    Args:
        x: any shape.

    Returns:
        out: the shape of x.
        cache: out.
    """
    out = x / (1 + np.abs(x))
    return out, out


def softsign_backward(dout, cache):
    return dout * (1 - np.abs(cache)) ** 2


def shrink_forward(x):
    """Move every element towards 0 by 1, and no further than 0: the soft threshold.

    Args:
        x: any shape.

    Returns:
        out: x - 1 where x > 1, x + 1 where x < -1, and 0 between.
        cache: x.
    """
    return np.sign(x) * np.maximum(np.abs(x) - 1, 0), x


def shrink_backward(dout, cache):
    return dout * (cache > 1)


def softmax_forward(x):
    """Turn every row of scores into probabilities.

    Args:
        x: shape (N, C).

    Returns:
        out: exp(x) divided by the sum of its row, shape (N, C).
        cache: out.
    """
    out = np.exp(x - x.max(axis=1, keepdims=True))
    out /= out.sum(axis=1, keepdims=True)
    return out, out


def softmax_backward(dout, cache):
    return dout * cache * (1 - cache)


def windows_forward(x):
    """Cut every row into windows of 3 neighbours, each starting one element after the last.

    Args:
        x: shape (N, T) with T >= 3.

    Returns:
        out: out[n, w, k] = x[n, w + k], shape (N, T - 2, 3).
        cache: the shape of x.
    """
    columns = np.arange(x.shape[1] - 2)[:, None] + np.arange(3)  # (T - 2, 3)
    return x[:, columns], x.shape


def windows_backward(dout, cache):
    dx = np.zeros(cache)
    columns = np.arange(cache[1] - 2)[:, None] + np.arange(3)  # (T - 2, 3)
    dx[:, columns] += dout
    return dx


SUSPECTS = {
    "standardize": (standardize_forward, standardize_backward),
    "softsign": (softsign_forward, softsign_backward),
    "shrink": (shrink_forward, shrink_backward),
    "softmax": (softmax_forward, softmax_backward),
    "windows": (windows_forward, windows_backward),
}


def fixed_backward(name, dout, cache):
    """The true gradient of a suspect.

    Args:
        name: a key of SUSPECTS.
        dout: upstream gradient, of the shape of out.
        cache: what the forward pass of that name returned with that out. Neither is changed.

    Returns:
        dx: gradient with respect to x, of its shape.

    Raises:
        KeyError: there is no suspect of that name.
    """
    _, backward = SUSPECTS[name]
    dx = None

    # TODO: where backward(dout, cache) is right, use it. Where it is wrong, do better.
    raise NotImplementedError("fixed_backward: this part is still to be written")

    return dx
