def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    mask = np.ones_like(x)
    if dropout_param["mode"] == "train":
        mask = (np.random.default_rng(dropout_param.get("seed")).random(x.shape) < p) / p
    def gen():
        while True:
            yield mask
    return x * mask, gen()
def dropout_backward(dout, cache):
    return dout * next(cache)
