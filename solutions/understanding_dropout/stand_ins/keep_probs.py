"""Stand-in for keep_probs.py in grading crowd.py: known masks in place of the student's.

So the true costs, weights and averages are known, and students whose own forward pass is wrong
lose no points in crowd.py for it. It refuses what the reference refuses. Where a keep_prob is 1
nothing is dropped, and a call without a seed draws other masks than the one before.
"""

from functools import lru_cache

import numpy as np

from reglab.columns import relu, sigmoid

UNSEEDED = (1001, 1002, 1003, 1004, 1005)  # the seeds of calls without one, in turn
_calls = [0]


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    """The net with known masks, given by seed, layer and keep_prob."""
    layers = len(parameters) // 2
    if len(keep_probs) != layers:
        raise ValueError(f"{layers} layers need {layers} keep_probs, not {len(keep_probs)}")
    for layer, keep_prob in enumerate(keep_probs):
        if not 0 < keep_prob <= 1:
            raise ValueError(f"keep_probs[{layer}] must be in (0, 1], not {keep_prob}")
    if seed is None:
        seed = UNSEEDED[_calls[0] % len(UNSEEDED)]
        _calls[0] += 1
    A, activations = X, []
    for layer in range(layers):
        if layer > 0:
            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        kept = _numbers(seed, layer, A.shape) < keep_probs[layer]
        A = A * kept * (2 - keep_probs[layer])
        activations.append(A)
    return sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]), activations


def _numbers(seed, layer, shape):
    """Those that decide which units of a layer are kept."""
    if isinstance(seed, (int, np.integer)):
        return _drawn(int(seed), layer, shape)
    return np.random.default_rng([seed, layer]).random(shape)


@lru_cache(maxsize=1000)
def _drawn(seed, layer, shape):
    return np.random.default_rng([seed, layer]).random(shape)


def backward_with_keep_probs(AL, activations, Y, parameters, keep_probs):
    """The gradients of forward_with_keep_probs."""
    layers, m = len(parameters) // 2, Y.shape[1]
    gradients = {}
    dZ = (AL - Y) / m
    for layer in range(layers, 0, -1):
        below = activations[layer - 1]
        gradients[f"dW{layer}"] = dZ @ below.T
        gradients[f"db{layer}"] = dZ.sum(axis=1, keepdims=True)
        strength = 2 - keep_probs[layer - 1]
        dZ = (parameters[f"W{layer}"].T @ dZ) * (below > 0) * strength
    return gradients
