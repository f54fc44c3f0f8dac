"""A net of five layers for the benchmark of gradient checks, written anew."""

from itertools import pairwise

import numpy as np

SIZES = (12, 16, 16, 16, 16, 5)


def net(rng):
    """A relu net of five layers: loss, parameters, gradients."""
    X, y = rng.normal(size=(10, SIZES[0])), rng.integers(0, SIZES[-1], 10)
    params = {}
    for i, (d, m) in enumerate(pairwise(SIZES), 1):
        params[f"W{i}"] = rng.normal(size=(d, m)) * np.sqrt(2 / d)
        params[f"b{i}"] = 0.1 * rng.normal(size=m)

    def forward(p):
        layers = [X]
        for i in range(1, 5):
            layers.append(np.maximum(layers[-1] @ p[f"W{i}"] + p[f"b{i}"], 0))
        scores = layers[-1] @ p["W5"] + p["b5"]
        log_p = scores - scores.max(1, keepdims=True)
        return log_p - np.log(np.exp(log_p).sum(1, keepdims=True)), layers

    def loss(p):
        return -forward(p)[0][np.arange(10), y].mean()

    log_p, layers = forward(params)
    grads, d = {}, np.exp(log_p)
    d[np.arange(10), y] -= 1
    d /= 10
    for i in range(5, 0, -1):
        grads[f"W{i}"], grads[f"b{i}"] = layers[i - 1].T @ d, d.sum(0)
        d = (d @ params[f"W{i}"].T) * (layers[i - 1] > 0)
    return loss, params, grads
