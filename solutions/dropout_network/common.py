"""Nets whose output and cache are known, and how the cache of a submission is read."""

from itertools import pairwise

import numpy as np

from autograder import Message, expect, kind_of

NAMES = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")
RTOL = 1e-5  # leaves room for single precision
CACHE_LINE = "Do not change the line of the skeleton that makes the cache."


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


def entries(cache):
    """The values of a cache by name, as far as its layout tells; its masks may be left out."""
    if isinstance(cache, dict):
        return cache
    for names in (NAMES, tuple(name for name in NAMES if name[0] != "D")):
        if isinstance(cache, (tuple, list)) and len(cache) == len(names):
            return dict(zip(names, cache, strict=True))
    return {}


def numbers(value, shape):
    """A value as an array of that shape, or None when it is not one of finite numbers."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiub" or value.ndim != 2:
        return None
    fits = all(n in (1, wanted) for n, wanted in zip(value.shape, shape, strict=True))
    value = value.astype(float)
    return np.broadcast_to(value, shape) if fits and np.isfinite(value).all() else None


def kept_units(cache, parameters, X):
    """The units of each hidden layer that were kept, as bool arrays.

    They are read from the masks of the cache, or else from the zeros of A. So the rest can be
    judged given the masks, also where the cache is not what it should be.
    """
    held, kept = entries(cache), []
    for layer in (1, 2):
        shape = (len(parameters[f"W{layer}"]), X.shape[1])
        D, A = (numbers(held.get(f"{name}{layer}"), shape) for name in "DA")
        is_mask = D is not None and len(np.unique(D[D != 0])) < 2
        if is_mask and A is not None and D.any() and not A[D != 0].any():
            D = D == 0  # it marks what was dropped
        source = D if is_mask else A
        text = "The cache (a {kind}) has no D{layer} and no A{layer} of shape {shape}."
        message = Message(text, kind=kind_of(cache), layer=layer, shape=shape)
        expect(source is not None, message, CACHE_LINE)
        kept.append(source != 0)
    return tuple(kept)
