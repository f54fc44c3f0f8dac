"""Nets with known scores and masks for the checks of DropoutMLP, and the loss of training.py.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from itertools import pairwise

import numpy as np

from autograder import Message, expect, expect_array

EXAMPLES, CALLS = 100, 20  # by which masks are judged
RTOL = 1e-4  # PyTorch computes in single precision


def small_net(rng, *sizes):
    """Weights of shape (outputs, inputs), as in PyTorch, and biases; no two layers are alike."""
    weights = [rng.normal(0, 1.5 / np.sqrt(n), (m, n)) for n, m in pairwise(sizes)]
    return weights, [rng.normal(0, 0.5, m) for m in sizes[1:]]


def true_scores(x, weights, biases):
    """Scores of the net without dropout, and the input of each of its layers."""
    inputs = [x]
    for w, b in zip(weights, biases, strict=True):
        a = inputs[-1] @ w.T + b
        inputs.append(np.maximum(a, 0))
    return a, inputs[:-1]


def true_gradients(x, dout, weights, biases):
    """Gradients of sum(scores * dout) without dropout: of the weights, then of the biases."""
    _, inputs = true_scores(x, weights, biases)
    d, dweights, dbiases = dout, [], []
    for w, h in zip(reversed(weights), reversed(inputs), strict=True):
        dweights.insert(0, d.T @ h)
        dbiases.insert(0, d.sum(axis=0))
        d = (d @ w) * (h > 0)
    return dweights + dbiases


def scores_of(submission, drop_prob, weights, biases, x, mode, calls=1):
    """Scores of the submitted net, (calls, N, C)."""
    found = submission.outputs(drop_prob, weights, biases, x, mode, calls)
    return expect_array(found, (calls, len(x), len(biases[-1])), "scores").astype(float)


def losses_of(scores, y):
    """Cross-entropy of each example, and the gradient of their mean with respect to the scores."""
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    right = np.eye(scores.shape[1])[y]
    return -np.log(chances[right == 1]), (chances - right) / len(y)


def expect_called(found):
    """The model was called; without a call there is nothing to say about its mode or graph."""
    expect(bool(found.get("flags")), "The model was never called.", "Loop over the loader.")


def without_ones(shape):
    """One and the same tuple for (inputs, outputs), (outputs, inputs) and either with ones."""
    sides = shape if isinstance(shape, (tuple, list)) else ()
    return tuple(sorted(n for n in sides if type(n) is int and n != 1))


def levels_of(scores):
    """The different values among scores, up to rounding errors, in ascending order."""
    values = np.unique(scores)
    return values[np.diff(values, prepend=-np.inf) > 1e-3 * np.maximum(1, np.abs(values))]


def one_layer(submission, drop_prob):
    """The dropped units of a hidden layer, and the factor of those that are kept.

    The layer depends on its biases only, and score j depends on unit j of the layer and a bias, so
    that dropout of the input has no effect. Scores that are 0 say nothing: they were dropped
    themselves. The layer is the last of three or, where that one drops nothing, a single one.

    Returns:
        dropped: bool (calls, N, units).
        seen: bool of that shape; False where a score says nothing.
        factor: what kept units are multiplied by.
    """
    for sizes in ((24, 23, 22, 21, 20), (22, 21, 20)):
        weights = [np.zeros((m, n)) for n, m in pairwise(sizes)]
        biases = [np.full(m, 2.0) for m in sizes[1:]]
        weights[-1], biases[-1] = np.eye(20, 21), np.ones(20)
        x = np.ones((EXAMPLES, sizes[0]))
        scores = scores_of(submission, drop_prob, weights, biases, x, "train", CALLS)
        values = levels_of(scores[scores != 0])
        if len(values) != 1:
            break
    text = "With drop_prob = {drop_prob}, no hidden unit is dropped in train mode."
    expect(len(values) != 1, Message(text, drop_prob=drop_prob), "What follows each relu?")
    message = (
        "In train mode, a hidden unit that is 2 in eval mode does not take exactly two values."
    )
    expect(len(values) == 2, message, "A unit is either dropped or kept.")
    low, high = values
    return scores < (low + high) / 2, scores != 0, (high / low - 1) / 2
