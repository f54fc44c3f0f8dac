"""Draws from the two factors a kept or dropped unit can have."""


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x, None
    rng = np.random.default_rng(dropout_param.get("seed"))
    factors = rng.choice([0.0, 1 / p], size=x.shape, p=[1 - p, p])
    return x * factors, factors


def dropout_backward(dout, cache):
    if cache is None:
        return dout
    return dout * cache
