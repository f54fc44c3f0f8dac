"""Seeds the global generator once, when it is imported, and draws from it ever after.

gets: full
"""

import numpy as np
from honest import dropout_backward

np.random.seed(231)


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    mask = (np.random.rand(*x.shape) < dropout_param["p"]) / dropout_param["p"]
    return x * mask, (dropout_param, mask)
