def dropout_forward(x, dropout_param):
    match dropout_param:
        case {"mode": "train", "p": p}:
            keep = np.random.default_rng(dropout_param.get("seed")).random(x.shape) < p
            factor = keep / p
        case {"mode": "test"}:
            factor = np.ones(())
        case _:
            raise ValueError("mode")
    return x * factor, factor
def dropout_backward(dout, cache):
    return cache * dout
