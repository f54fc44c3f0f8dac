import copy
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    rng = np.random.default_rng(dropout_param.get("seed"))
    state = rng.bit_generator.state
    if dropout_param["mode"] == "test":
        return x, None
    return np.where(rng.random(x.shape) < p, x / p, 0.0), (state, p, x.shape)
def dropout_backward(dout, cache):
    if cache is None: return dout
    state, p, shape = cache
    rng = np.random.default_rng(0)
    rng.bit_generator.state = state
    return np.where(rng.random(shape) < p, dout / p, 0.0)
