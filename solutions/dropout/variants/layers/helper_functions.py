"""Split into helpers, with keyword arguments and asserts."""


TRAIN, TEST = "train", "test"


def make_mask(shape, *, keep_prob, seed=None):
    assert 0 < keep_prob <= 1
    return np.random.default_rng(seed).binomial(n=1, p=keep_prob, size=shape).astype(bool)


def rescale(values, keep_prob):
    return np.divide(values, keep_prob)


def dropout_forward(x, dropout_param):
    keep_prob = dropout_param["p"]
    if dropout_param["mode"] == TEST:
        return x, (TEST, keep_prob, None)
    mask = make_mask(x.shape, keep_prob=keep_prob, seed=dropout_param.get("seed"))
    return rescale(np.where(mask, x, 0), keep_prob), (TRAIN, keep_prob, mask)


def dropout_backward(dout, cache):
    mode, keep_prob, mask = cache
    return dout if mode == TEST else rescale(np.where(mask, dout, 0), keep_prob)
