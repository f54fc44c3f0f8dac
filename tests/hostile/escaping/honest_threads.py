"""Draws its mask in four threads, as one may. Its answers are right.

gets: full
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from honest import dropout_backward

pool = ThreadPoolExecutor(4)


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p, seeds = dropout_param["p"], np.random.SeedSequence(dropout_param.get("seed")).spawn(4)
    parts = np.array_split(np.empty(x.size), 4)
    drawn = pool.map(lambda i: np.random.default_rng(seeds[i]).random(parts[i].size), range(4))
    mask = (np.concatenate(list(drawn)).reshape(x.shape) < p) / p
    return x * mask, (dropout_param, mask)
