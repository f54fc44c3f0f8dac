"""Keeps the pass as an object: a cache may be anything."""


class Pass:
    def __init__(self, factor):
        self.factor = factor


def dropout_forward(x, dropout_param):
    factor = 1.0
    if dropout_param["mode"] == "train":
        draw = np.random.default_rng(dropout_param.get("seed")).uniform(size=x.shape)
        factor = np.where(draw < dropout_param["p"], 1 / dropout_param["p"], 0)
    return x * factor, Pass(factor)


def dropout_backward(dout, cache):
    return dout * cache.factor
