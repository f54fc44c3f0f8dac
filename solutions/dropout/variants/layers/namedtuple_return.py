from typing import NamedTuple, Any
class Result(NamedTuple):
    out: Any
    cache: Any
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return Result(x, 1.0)
    m = (np.random.default_rng(dropout_param.get("seed")).random(x.shape) < p) / p
    return Result(x * m, m)
def dropout_backward(dout, cache):
    return dout * cache
