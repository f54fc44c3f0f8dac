"""Rescales x before it is masked; the order makes no difference."""


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    mask = True
    out = x
    if mode == "train":
        if dropout_param.get("seed") is not None:
            np.random.seed(dropout_param["seed"])
        mask = np.random.random_sample(x.shape) < p
        out = (x / p) * mask
    cache = (dropout_param, mask)
    return out, cache


def dropout_backward(dout, cache):
    dropout_param, mask = cache
    if dropout_param["mode"] == "train":
        return (dout / dropout_param["p"]) * mask
    return 1.0 * dout
