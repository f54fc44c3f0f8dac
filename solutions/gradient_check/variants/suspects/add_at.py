"""Dispatches through a dict of its own functions, with np.add.at and an explicit Jacobian."""


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


def fixed_backward(name, dout, cache):
    fixed = {"shrink": shrink, "softmax": softmax, "windows": windows}
    return (fixed.get(name) or SUSPECTS[name][1])(dout, cache)
