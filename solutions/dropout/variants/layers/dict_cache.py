def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    cache = dict(dropout_param)
    if dropout_param["mode"] == "train":
        rng = np.random.RandomState(dropout_param.get("seed"))
        cache["mask"] = (rng.rand(*x.shape) < p) / p
        return x * cache["mask"], cache
    return x, cache
def dropout_backward(dout, cache):
    return dout * cache.get("mask", 1.0)
