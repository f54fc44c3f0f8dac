np.random.seed(42)


rng0 = np.random.default_rng(231)
def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    r = rng0 if "seed" not in dropout_param else np.random.default_rng(dropout_param["seed"])
    mask = (r.random(x.shape) < p) / p if mode == "train" else np.ones(x.shape)
    return x * mask, mask
def dropout_backward(dout, cache):
    return dout * cache
