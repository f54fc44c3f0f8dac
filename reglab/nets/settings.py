"""Settings and initial parameters of FullyConnectedNet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reglab.layers.arrays import Array
from reglab.nets.hidden_layer import NORMALIZATIONS


def keep_probabilities(p: float | Sequence[float], layers: int) -> list[float]:
    """The probability of KEEPING a unit for each hidden layer."""
    keep = [float(p)] * layers if isinstance(p, int | float) else [float(some) for some in p]
    if len(keep) != layers:
        raise ValueError(f"p has {len(keep)} entries for {layers} hidden layers")
    return keep


def check_settings(keep: Sequence[float], normalization: str | None) -> None:
    """Raise a ValueError for a wrong setting."""
    for p in keep:
        if not 0 < p <= 1:
            raise ValueError(f"p is the probability of keeping a unit, above 0 and at most 1: {p}")
    if normalization is not None and normalization not in NORMALIZATIONS:
        raise ValueError(f'normalization must be None, "batchnorm" or "layernorm": {normalization}')


def initial_params(
    dims: Sequence[int],
    normalization: str | None,
    weight_scale: float | None,
    rng: np.random.Generator,
) -> dict[str, Array]:
    """Initial parameters: random weights, gamma 1, and all others 0.

    Args:
        dims: number of inputs, of units in each hidden layer, and of classes.
        normalization: None, "batchnorm" or "layernorm".
        weight_scale: standard deviation of the weights; None for sqrt(2 / inputs).
        rng: source of the random numbers.
    """
    params: dict[str, Array] = {}
    for number, (inputs, outputs) in enumerate(pairwise(dims), start=1):
        spread = np.sqrt(2 / inputs) if weight_scale is None else weight_scale
        params[f"W{number}"] = rng.normal(0, spread, (inputs, outputs))
        params[f"b{number}"] = np.zeros(outputs)
        if normalization and number < len(dims) - 1:
            params[f"gamma{number}"], params[f"beta{number}"] = np.ones(outputs), np.zeros(outputs)
    return params
