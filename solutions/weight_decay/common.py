"""Nets, settings and hints that several files of checks and misconceptions share."""

from itertools import pairwise

import numpy as np

RTOL = 1e-5  # leaves room for single precision and for a small number inside a logarithm
STRENGTHS = ((0.7, 10), (30.0, 4))  # pairs of λ and m
DEPTHS = ((3, 1), (2, 9, 1), (4, 3, 5, 2, 3, 4, 2, 5, 3, 2, 4, 3, 1))  # 1, 2 and 12 layers
BIASES = "A bias only shifts the function. Only W1, ..., WL are penalised."
BIAS = "b only shifts the boundary. Which parameters are in the penalty?"
DEPTH = "How many layers are in parameters?"


def net(rng, *widths, bias=0.0):
    """Parameters of a net; no weight is close to 0, and biases are large unless they are 0."""
    params = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = away_from_zero(rng, units, inputs)
        params[f"b{layer}"] = bias * rng.uniform(1.0, 2.0, (units, 1))
    return params


def away_from_zero(rng, *shape):
    """Numbers of both signs, none close to 0."""
    return rng.uniform(0.2, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def slack(true):
    """RTOL, and more where terms of size 1 cancel, so that single precision leaves fewer digits."""
    return RTOL * max(1.0, 0.1 / max(float(np.sqrt(np.mean(np.square(true)))), 1e-12))
