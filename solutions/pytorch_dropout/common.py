"""Nets with known scores for the checks of DropoutMLP, and the loss of training.py.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from itertools import pairwise

import numpy as np

from autograder import Message, expect, expect_array, kind_of

RTOL = 1e-4  # PyTorch computes in single precision

# Sizes that a net is asked for, in this order: those behind the first are for nets that can do
# only some. The last are the sizes that a net has when nothing is said.
DEFAULT = (784, 512, 512, 512, 10)
DEEP = ((9, 8, 7, 6, 5), (784, 8, 7, 6, 5), DEFAULT)
ANY = (*DEEP, (9, 8, 5), (784, 8, 5))


def small_net(rng, *sizes):
    """Weights of shape (outputs, inputs), as in PyTorch, and biases; no two layers are alike.

    Layers of one shape have the same weights, symmetric ones, so that it does not matter which of
    them is given to which layer.
    """
    weights, biases = {}, {}
    for n, m in pairwise(sizes):
        w = rng.normal(0, 1.5 / np.sqrt(n), (m, n))
        weights.setdefault((m, n), (w + w.T) / 2 if n == m else w)
        biases.setdefault(m, rng.normal(0, 0.5, m))
    return [weights[m, n] for n, m in pairwise(sizes)], [biases[m] for m in sizes[1:]]


def scores_of(submission, drop_prob, weights, biases, x, mode, calls=1):
    """Scores of the submitted net, (calls, N, C)."""
    weights = [w.astype(np.float32) for w in weights]  # some are large
    found = submission.outputs(drop_prob, weights, biases, x, mode, calls)
    return expect_array(found, (calls, len(x), len(biases[-1])), "scores").astype(float)


def shapes_of(submission, *arguments):
    """Shapes of the parameters of a net, and of those in plain lists: see the probe."""
    both = submission.shapes(*arguments)
    listed = isinstance(both, list) and len(both) == 2 and all(isinstance(b, list) for b in both)
    message = Message("parameters() gives a {kind}.", kind=kind_of(both))
    expect(listed and all(isinstance(s, (tuple, list)) for some in both for s in some), message)
    return both


def worse(problem, failed):
    """The first problem with several nets, of which the last has failed.

    Raises:
        Failed: the net is not written, or its time is up: other sizes would say nothing new.
    """
    if failed.observed in ("NotImplementedError", "TimeUp"):
        raise failed
    return problem or failed


def losses_of(scores, y):
    """Cross-entropy of each example, and the gradient of their mean with respect to the scores."""
    top = scores.max(axis=1, keepdims=True)
    chances = np.exp(scores - top) / np.exp(scores - top).sum(axis=1, keepdims=True)
    right = np.eye(scores.shape[1])[y]
    return -np.log(chances[right == 1]), (chances - right) / len(y)


def without_ones(shape):
    """One and the same tuple for (inputs, outputs), (outputs, inputs) and either with ones."""
    sides = shape if isinstance(shape, (tuple, list)) else ()
    return tuple(sorted(n for n in sides if type(n) is int and n != 1))
