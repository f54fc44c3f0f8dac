"""Problems for a net of three layers, of which no answer is asked here."""

from itertools import pairwise

import numpy as np

USUAL = ((5, 5, 5, 1), 160)  # widths, of which no W has another shape, and examples
OTHERS = (((2, 40, 20, 1), 160), ((3, 1, 4, 1), 7), ((6, 5, 3, 1), 1), ((2, 3, 9, 1), 31))
SHAPE = "Is a number of units or of examples a constant in your code?"
BIASES = "Only the weights are penalised, not the biases."


def problem(rng, widths, m, bias=0.3):
    """Parameters, inputs and labels; biases are large enough to matter."""
    params = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.standard_normal((units, inputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = bias * rng.standard_normal((units, 1))
    return params, rng.standard_normal((widths[0], m)), rng.integers(2, size=(1, m))


def forward(params, X):
    """The cache of LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID."""
    cache, A = [], X
    for layer in (1, 2, 3):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        Z = W @ A + b
        A = np.maximum(Z, 0) if layer < 3 else 1 / (1 + np.exp(-Z))
        cache += [Z, A, W, b]
    return tuple(cache)
