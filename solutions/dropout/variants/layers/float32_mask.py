"""A mask in single precision, as one would on a GPU."""


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    mask = np.ones(x.shape, dtype=np.float32)
    if mode == "train":
        rng = np.random.default_rng(dropout_param.get("seed"))
        mask = (rng.random(x.shape, dtype=np.float32) < p).astype(np.float32) / np.float32(p)
    return (x * mask).astype(x.dtype), mask


def dropout_backward(dout, cache):
    return dout * cache
