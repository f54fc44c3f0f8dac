"""Nets, settings, hints and judgements that several files of checks and misconceptions share."""

from itertools import pairwise

import numpy as np

from autograder import Failed, Message, expect, listed

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


def weights(params):
    return [name for name in params if name[0] == "W"]


def only(params, *names):
    """The same net with zeros in place of all parameters but the named ones."""
    return {name: value * (name in names) for name, value in params.items()}


def doubled(params):
    return {name: 2 * value for name, value in params.items()}


def slack(true):
    """RTOL, and more where terms of size 1 cancel, so that single precision leaves fewer digits."""
    return RTOL * max(1.0, 0.1 / max(float(np.sqrt(np.mean(np.square(true)))), 1e-12))


def alike(a, b, rtol=RTOL):
    """True if two arrays have one shape and the same elements, up to rounding."""
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or {a.dtype.kind, b.dtype.kind} - set("fiub"):
        return False
    a, b = a.astype(float), b.astype(float)
    size = np.sqrt(np.mean(b**2)) if b.size else 0.0
    return bool((np.abs(a - b) <= rtol * np.maximum(np.abs(b), size) + 1e-300).all())


def one_factor(found, true, rtol=100 * RTOL):
    """The one number that an array is of another, or None where it is no multiple of it."""
    found, true = np.ravel(found), np.ravel(true)
    if not true.any():
        return None
    factor = float(found @ true) / float(true @ true)
    return factor if found.any() and alike(found, factor * true, rtol) else None


def expect_same_again(first, again):
    """A second call with the same arguments gives the same answer: nothing was drawn."""
    expect(alike(first, again), "The same call gives another answer each time.")


def shape_of(value):
    """The shape of an answer that is to be an array or a number, whatever it is."""
    return getattr(value, "shape", ())


def is_lost(question, *args):
    """True if a question of another check fails, so that the mistake has lost its points there."""
    try:
        question(*args)
    except Failed:
        return True
    return False


def by_layer(factors):
    """Such as: 0.5 for W1, 1 for W2, 1 for W3."""
    text = "{factor:.6g} for W{layer}"
    items = enumerate(factors, start=1)
    return listed(Message(text, factor=float(f), layer=layer) for layer, f in items)
