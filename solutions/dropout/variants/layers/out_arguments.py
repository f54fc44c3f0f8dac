"""Writes into new arrays through out=, and returns a list of two."""


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    out = np.empty_like(x)
    mask = np.ones(x.shape)
    if mode == "train":
        rng = np.random.Generator(np.random.PCG64(dropout_param.get("seed")))
        mask[rng.random(x.shape) >= p] = 0
        mask /= p
    np.multiply(x, mask, out=out, casting="same_kind")
    return [out, mask]


def dropout_backward(dout, cache):
    dx = np.empty(dout.shape)
    return np.multiply(dout, cache, out=dx)
