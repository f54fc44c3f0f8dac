"""Nets whose output and cache are known; ``keep_prob`` is the probability of KEEPING a unit."""

from itertools import pairwise

import numpy as np

NAMES = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")
RTOL = 1e-5  # leaves room for single precision


def net(rng, *widths, examples, positive=False):
    """Inputs and parameters; in a positive net no relu is silent, so a zero is a dropped unit."""
    X, parameters = rng.standard_normal((widths[0], examples)), {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        W = rng.standard_normal((units, inputs)) * np.sqrt(2 / inputs)
        W = W / np.sqrt(inputs) if positive else W  # else the sigmoid saturates
        hidden = layer < len(widths) - 1
        parameters[f"W{layer}"] = abs(W) if positive and hidden else W
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, (units, 1))
    return (0.5 + abs(X) if positive else X), parameters


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def cache_given(X, parameters, kept, times):
    """The cache of the net in which these units were kept and multiplied by times, by layer.

    Its item 11 is A3.
    """
    A, cache = X, []
    for layer, mask, factor in zip((1, 2), kept, times, strict=True):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = np.maximum(Z, 0) * mask * factor
        cache += [Z, mask, A, W, b]
    Z3 = parameters["W3"] @ A + parameters["b3"]
    return (*cache, Z3, sigmoid(Z3), parameters["W3"], parameters["b3"])


def numbers(value, shape):
    """A value as an array of that shape, or None when it is not one of finite numbers."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiub" or value.ndim != 2:
        return None
    if value.shape == shape:
        return value.astype(float) if np.isfinite(value).all() else None
    fits = all(n in (1, wanted) for n, wanted in zip(value.shape, shape, strict=True))
    value = value.astype(float)
    return np.broadcast_to(value, shape) if fits and np.isfinite(value).all() else None


def near(found, expected):
    """True if arrays are equal up to rounding, on the scale of what is expected."""
    scale = np.sqrt(np.mean(np.square(expected)))
    return bool((np.abs(found - expected) <= RTOL * (np.abs(expected) + scale)).all())
