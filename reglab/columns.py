"""A net for two classes with one example per column, as in some courses.

The parameters are a dict of W1, b1, ..., WL, bL, where Wl has the shape (n_l, n_(l-1)) and bl the
shape (n_l, 1). A column of X, shape (n_0, m), is an example; a column of Y, shape (1, m), a label.
The net is [LINEAR -> RELU] * (L - 1) -> LINEAR -> SIGMOID. No function changes its arguments.

Source: names, shapes and the order of the cache are those of the Deep Learning Specialization of
deeplearning.ai.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.layers.activations import relu_forward, sigmoid_forward
from reglab.layers.arrays import Array

Parameters = Mapping[str, Array]
Cache = tuple[Array, ...]


def sigmoid(z: Array) -> Array:
    """The logistic function 1 / (1 + exp(-z)), without overflow."""
    return sigmoid_forward(np.asarray(z))[0]


def relu(z: Array) -> Array:
    """The rectifier max(z, 0) of each element."""
    return relu_forward(z)[0]


def initialize_parameters(layer_dims: Sequence[int], seed: int = 0) -> dict[str, Array]:
    """Random weights of variance 2 / inputs (He et al., 2015), and biases of 0.

    Args:
        layer_dims: units of each layer, from the inputs on: (n_0, n_1, ..., n_L).
        seed: the same seed gives the same weights.

    Returns:
        W1, b1, ..., WL, bL in this order.
    """
    rng = np.random.default_rng(seed)
    parameters: dict[str, Array] = {}
    for layer, (inputs, units) in enumerate(pairwise(layer_dims), start=1):
        parameters[f"W{layer}"] = rng.normal(0, np.sqrt(2 / inputs), (units, inputs))
        parameters[f"b{layer}"] = np.zeros((units, 1))
    return parameters


def forward_propagation(X: Array, parameters: Parameters) -> tuple[Array, Cache]:
    """Forward pass of the net.

    Args:
        X: inputs, shape (n_0, m).
        parameters: W1, b1, ..., WL, bL.

    Returns:
        AL: the probability of class 1 for each example, shape (n_L, m).
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, ..., ZL, AL, WL, bL).
    """
    layers = len(parameters) // 2
    A = X
    cache: list[Array] = []
    for layer in range(1, layers + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b  # (n_l, m)
        A = relu(Z) if layer < layers else sigmoid(Z)
        cache += (Z, A, W, b)
    return A, tuple(cache)


def backward_propagation(X: Array, Y: Array, cache: Cache) -> dict[str, Array]:
    """Gradients of compute_cost.

    Args:
        X: inputs, shape (n_0, m).
        Y: labels 0 or 1, shape (n_L, m).
        cache: what forward_propagation returned.

    Returns:
        dZL, dWL, dbL, dA(L-1), dZ(L-1), ..., dZ1, dW1, db1: dW1 has the shape of W1, and so on.
        dW and db contain the factor 1/m of the mean. dA and dZ do not; they are per example.
    """
    layers, m = len(cache) // 4, X.shape[1]
    dZ = cache[-3] - Y  # sigmoid and cross-entropy together
    gradients: dict[str, Array] = {}
    for layer in range(layers, 0, -1):
        A_before = cache[4 * layer - 7] if layer > 1 else X
        gradients[f"dZ{layer}"] = dZ
        gradients[f"dW{layer}"] = dZ @ A_before.T / m  # (n_l, n_(l-1))
        gradients[f"db{layer}"] = dZ.sum(axis=1, keepdims=True) / m  # (n_l, 1)
        if layer > 1:
            dA = cache[4 * layer - 2].T @ dZ  # (n_(l-1), m)
            dZ = dA * (cache[4 * layer - 8] > 0)
            gradients[f"dA{layer - 1}"] = dA
    return gradients


def compute_cost(AL: Array, Y: Array) -> float:
    """Cross-entropy in nats, averaged over the m examples.

    J = -1/m * sum(Y log(AL) + (1 - Y) log(1 - AL)). If AL is 0 or 1, the term is 0 for a right
    label, and the cost is infinite for a wrong one.

    Args:
        AL: probabilities of class 1, shape (n_L, m).
        Y: labels 0 or 1, of the same shape.
    """
    right = np.where(Y == 1, AL, 1 - AL)
    with np.errstate(divide="ignore"):
        return float(-np.log(right).sum() / Y.shape[1])


def update_parameters(
    parameters: Parameters, gradients: Mapping[str, Array], learning_rate: float
) -> dict[str, Array]:
    """New parameters after one step of gradient descent: W - learning_rate * dW, and so on."""
    return {
        name: value - learning_rate * gradients[f"d{name}"] for name, value in parameters.items()
    }


def predict(X: Array, parameters: Parameters) -> NDArray[np.int64]:
    """Predicted classes, 1 where the probability of class 1 is above 0.5, shape (n_L, m)."""
    AL, _ = forward_propagation(X, parameters)
    return (AL > 0.5).astype(np.int64)


def dictionary_to_vector(parameters: Parameters) -> Array:
    """One column of W1, b1, W2, b2, ..., each row by row, shape (n, 1)."""
    layers = range(1, len(parameters) // 2 + 1)
    return _column(parameters[name] for layer in layers for name in (f"W{layer}", f"b{layer}"))


def gradients_to_vector(gradients: Mapping[str, Array]) -> Array:
    """One column of dW1, db1, dW2, db2, ..., as in dictionary_to_vector, shape (n, 1)."""
    layers = range(1, sum(name.startswith("dW") for name in gradients) + 1)
    return _column(gradients[name] for layer in layers for name in (f"dW{layer}", f"db{layer}"))


def vector_to_dictionary(theta: Array, like: Parameters) -> dict[str, Array]:
    """Inverse of dictionary_to_vector: new arrays with the names and shapes of like."""
    parameters: dict[str, Array] = {}
    start = 0
    for layer in range(1, len(like) // 2 + 1):
        for name in (f"W{layer}", f"b{layer}"):
            end = start + like[name].size
            parameters[name] = theta[start:end].reshape(like[name].shape).copy()
            start = end
    return parameters


def _column(arrays: Any) -> Array:
    return np.concatenate([np.reshape(array, (-1, 1)) for array in arrays])
