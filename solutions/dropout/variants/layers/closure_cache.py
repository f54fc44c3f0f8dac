"""The cache is a function."""


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, lambda dout: dout
    rng = np.random.default_rng(dropout_param.get("seed"))
    mask = (rng.random(x.shape) < dropout_param["p"]) * (1.0 / dropout_param["p"])
    return x * mask, lambda dout: dout * mask


def dropout_backward(dout, cache):
    return cache(dout)
