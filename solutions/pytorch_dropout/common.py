"""Small nets whose scores and masks are known, for the checks of DropoutMLP.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from itertools import pairwise

import numpy as np

from autograder import expect, expect_array

EXAMPLES, CALLS = 100, 20  # by which masks are judged


def small_net(rng, *sizes):
    """Weights, (outputs, inputs) as PyTorch has them, and biases; no two layers are alike."""
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
    """Scores that the net gives, (calls, N, C)."""
    found = submission.outputs(drop_prob, weights, biases, x, mode, calls)
    return expect_array(found, (calls, len(x), len(biases[-1])), "scores").astype(float)


def without_ones(shape):
    """A shape, whether it is written (inputs, outputs), (outputs, inputs) or with ones between."""
    sides = shape if isinstance(shape, (tuple, list)) else ()
    return tuple(sorted(n for n in sides if type(n) is int and n != 1))


def levels_of(scores):
    """The values that occur among scores, rounding errors left out, from the lowest up."""
    values = np.unique(scores)
    return values[np.diff(values, prepend=-np.inf) > 1e-3 * np.maximum(1, np.abs(values))]


def one_layer(submission, drop_prob):
    """Which units of a hidden layer are dropped, and the factor of those that are kept.

    The layer hears biases only, and unit j of the scores hears unit j of the layer and a bias, so
    that what is done to the input does not show. Scores that are 0 say nothing: somebody else
    dropped them. The layer is the last of three or, where that one drops nothing, a single one.

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
    message = f"With drop_prob = {drop_prob}, no hidden unit is dropped in train mode."
    expect(len(values) != 1, message, "What follows each relu?")
    message = "In train mode a hidden unit that is always 2 takes other values than two."
    expect(len(values) == 2, message, "A unit is dropped or kept, and nothing else.")
    low, high = values
    return scores < (low + high) / 2, scores != 0, (high / low - 1) / 2
