"""Keeps what lies above 1 - p, and rescales in a line of its own."""


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.copy(), (dropout_param, None)
    rng = np.random.default_rng(dropout_param.get("seed", None))
    keep = rng.random(size=x.shape) > 1 - p
    out = x * keep
    out /= p
    return out, (dropout_param, keep)


def dropout_backward(dout, cache):
    param, keep = cache
    if param["mode"] == "test":
        return dout.copy()
    dx = np.zeros_like(dout)
    dx[keep] = dout[keep] / param["p"]
    return dx
