"""Inverted dropout: training divides the kept units by p, and testing changes nothing.

``p`` is the probability of KEEPING a unit. In PyTorch, p is the probability of dropping it.

Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout: a simple way to
prevent neural networks from overfitting, 2014; the signatures are cs231n's.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.layers.arrays import Array

Mask = NDArray[np.bool_]
DropoutCache = tuple[float, Mask | None]


def dropout_forward(x: Array, dropout_param: Mapping[str, Any]) -> tuple[Array, DropoutCache]:
    """Forward pass: x / p for a kept unit, with probability p, and 0 for a dropped one.

    Args:
        x: inputs of any shape.
        dropout_param: a dict of
            p: probability of KEEPING a unit, above 0 and up to 1.
            mode: "train", or "test", in which out is x itself.
            seed: (optional) of the mask; without it, each call draws another mask.
            rng: (optional) a numpy Generator, in place of a seed.

    Returns:
        out: of the shape of x.
        cache: the tuple (p, mask of the kept units); the mask is None in test mode.

    Raises:
        ValueError: dropout_param has a wrong value.
    """
    p = dropout_param["p"]
    if not 0 < p <= 1:
        raise ValueError(f"p is the probability of keeping a unit: above 0, up to 1, not {p}")
    if dropout_param["mode"] == "test":
        return x, (p, None)
    if dropout_param["mode"] != "train":
        raise ValueError(f'mode is "train" or "test", not {dropout_param["mode"]!r}')
    kept = keep_mask(_generator(dropout_param), x.shape, p)
    return _kept_units(x, p, kept), (p, kept)


def dropout_backward(dout: Array, cache: DropoutCache) -> Array:
    """Backward pass: dout / p for a kept unit, and 0 for a dropped one.

    Args:
        dout: upstream gradient, of the shape of x.
        cache: what dropout_forward returned.

    Returns:
        dx: of the shape of x; dout itself in test mode.
    """
    p, kept = cache
    return dout if kept is None else _kept_units(dout, p, kept)


def _kept_units(x: Array, p: float, kept: Mask) -> Array:
    out = kept.astype(np.result_type(x, 1.0))  # a product of two dtypes takes twice as long
    out *= out.dtype.type(1 / p)
    out *= x
    return out


def keep_mask(rng: np.random.Generator, shape: tuple[int, ...], p: float) -> Mask:
    """A mask that is True with probability p, from one random byte per element.

    An element is kept if its byte is below the whole part of 256 p. If both are equal, a second
    random number is compared with the fraction of 256 p, so that p is exact.

    Args:
        rng: source of the random numbers.
        shape: of the mask.
        p: probability of KEEPING an element, 0 to 1.
    """
    size = math.prod(shape)
    threshold, fraction = divmod(256 * p, 1)
    words = rng.integers(0, 1 << 64, -(-size // 8), dtype=np.uint64)  # faster than rng.bytes
    drawn = words.view(np.uint8)[:size]
    undecided = np.flatnonzero(drawn == int(threshold)) if fraction else np.arange(0)
    kept = np.less(drawn, int(threshold), out=drawn.view(np.bool_))  # no second array
    kept[undecided] = rng.random(len(undecided)) < fraction
    return kept.reshape(shape)


def _generator(dropout_param: Mapping[str, Any]) -> np.random.Generator:
    if "seed" in dropout_param and "rng" in dropout_param:
        raise ValueError("dropout_param has a seed and an rng; give only one of them")
    rng: np.random.Generator | None = dropout_param.get("rng")
    return np.random.default_rng(dropout_param.get("seed")) if rng is None else rng
