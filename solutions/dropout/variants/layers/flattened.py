"""Works on the flattened array."""


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    flat = x.ravel()
    if mode == "train":
        state = np.random.RandomState(dropout_param.get("seed"))
        kept = np.flatnonzero(state.uniform(size=flat.size) <= p)
        out = np.zeros_like(flat)
        out[kept] = flat[kept] / p
    else:
        kept, out = None, flat.copy()
    return out.reshape(x.shape), (dropout_param, kept)


def dropout_backward(dout, cache):
    param, kept = cache
    if kept is None:
        return dout
    dx = np.zeros(dout.size)
    dx[kept] = dout.ravel()[kept] / param["p"]
    return dx.reshape(dout.shape)
