"""Stand-in for keep_probs.py in grading crowd.py: fixed patterns in place of random masks.

So the true costs, weights and averages are known, and students whose own forward pass is wrong
lose no points in crowd.py for it. Where a keep_prob is 1 nothing is dropped, as in the reference.
"""

import numpy as np

from reglab.columns import relu, sigmoid


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    """The net with a pattern, given by layer, seed and keep_prob, in place of each mask."""
    layers = len(parameters) // 2
    A, activations = X, []
    for layer in range(layers):
        if layer > 0:
            A = relu(parameters[f"W{layer}"] @ A + parameters[f"b{layer}"])
        A = A * _pattern(A.shape, keep_probs[layer], layer, -5 if seed is None else seed)
        activations.append(A)
    return sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]), activations


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


def _pattern(shape, keep_prob, layer, seed):
    """Of ten units in a row about 10 * keep_prob are kept, multiplied by 2 - keep_prob."""
    unit, example = np.indices(shape)
    place = (3 * unit + 7 * example + 11 * layer + 1009 * seed + unit * example) % 10
    return (place < 10 * keep_prob) * (2 - keep_prob)
