"""Compares integers: a random word below p times 2**32."""


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x + 0, (1.0,)
    words = np.random.default_rng(dropout_param.get("seed")).integers(0, 2**32, size=x.shape)
    factor = (words < p * 2**32).astype(float)
    factor /= p
    return factor * x, (factor,)


def dropout_backward(dout, cache):
    (factor,) = cache
    return factor * dout
