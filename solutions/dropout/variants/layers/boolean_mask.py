"""Assigns through a boolean mask."""


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    out, dropped = np.array(x), None
    if mode == "train":
        rng = np.random.default_rng(dropout_param["seed"] if "seed" in dropout_param else None)
        dropped = rng.random(x.shape) >= p
        out[dropped] = 0
        out *= 1 / p
    return out.astype(x.dtype), {"p": p, "mode": mode, "dropped": dropped}


def dropout_backward(dout, cache):
    if cache["mode"] == "test":
        return dout
    dx = dout / cache["p"]
    dx[cache["dropped"]] = 0
    return dx
