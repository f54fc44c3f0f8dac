"""Draws the mask as a binomial variable."""


def dropout_forward(x, dropout_param):
    p, mode, seed = dropout_param["p"], dropout_param["mode"], dropout_param.get("seed")
    generator = np.random if seed is None else np.random.RandomState(seed)
    if mode == "train":
        mask = generator.binomial(1, p, size=x.shape)
        return x * mask / p, (p, mode, mask)
    return x, (p, mode, None)


def dropout_backward(dout, cache):
    p, mode, mask = cache
    return dout * mask / p if mode == "train" else dout
