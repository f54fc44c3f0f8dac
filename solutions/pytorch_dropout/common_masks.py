"""Nets whose scores show which hidden units were dropped.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from common import DEFAULT, scores_of, worse
from common_readings import has_biases

from autograder import Failed, Message, expect

EXAMPLES, CALLS = 20, 100  # by which masks are judged
SIZE = 2.0  # of a hidden unit


@dataclass(frozen=True)
class Design:
    """A net that shows one of its hidden layers.

    Attributes:
        sizes: of its layers.
        through: how many hidden layers behind it pass its units on.
        biases: whether it has any.
    """

    sizes: tuple
    through: int = 0
    biases: bool = True


# They are tried in this order. Those behind the first are for a net that drops nothing after its
# last hidden layer, or takes images of 784 pixels only, or has one size or one hidden layer only.
DESIGNS = (
    Design((24, 23, 22, 81, 80)),
    Design((22, 81, 80)),
    Design((24, 23, 82, 81, 80), through=1),
    Design((24, 83, 82, 81, 80), through=2),
    Design((784, 23, 22, 81, 80)),
    Design((784, 81, 80)),
    Design((784, 23, 82, 81, 80), through=1),
    Design(DEFAULT),
    Design((22, 81, 80), biases=False),
    Design((784, 81, 80), biases=False),
)


def levels_of(scores):
    """The different values among scores, up to rounding errors, in ascending order."""
    values = np.unique(scores)
    return values[np.diff(values, prepend=-np.inf) > 1e-3 * np.maximum(1, np.abs(values))]


def tail_of(scores):
    """The name of what follows the scores of a net in eval mode, "" for nothing that is known.

    The first score of each example must be 1 and none of the others less.
    """
    if np.allclose(np.exp(scores).sum(axis=-1), 1, rtol=1e-3):
        return "log-softmax"
    if (scores > 0).all() and np.allclose(scores.sum(axis=-1), 1, rtol=1e-3):
        return "softmax"
    return "sigmoid" if ((scores > 0) & (scores < 1)).all() else ""


def untailed(scores, tail, base=1):
    """Scores without what follows them, of which the first is base."""
    if tail == "sigmoid":
        return np.log(scores / (1 - scores))
    if tail not in ("softmax", "log-softmax"):
        return scores
    logs = np.log(scores) if tail == "softmax" else scores
    first, lowest = logs[..., :1], logs.min(axis=-1, keepdims=True)
    # Where the first is not the lowest it is dropped itself at times, and what is dropped is 0.
    return logs - first + base if np.allclose(first, lowest, atol=1e-3) else logs - lowest


def known_net(design):
    """Weights and biases of a net whose score j > 0 is 1 plus unit j - 1 of a hidden layer.

    That unit is SIZE and depends on its bias only, so that dropout of the input has no effect, and
    score 0 is 1. Without biases it depends on inputs that are 1, and nothing is added to it.
    """
    sizes = design.sizes
    weights = [np.zeros((m, n)) for n, m in pairwise(sizes)]
    biases = [*(np.full(m, SIZE) for m in sizes[1:-1]), np.ones(sizes[-1])]
    weights[-1] = np.eye(sizes[-1], sizes[-2], k=-1)
    for at in range(-2, -2 - design.through, -1):
        weights[at], biases[at] = np.eye(sizes[at], sizes[at - 1]), np.zeros(sizes[at])
    if not design.biases:
        weights[0] += SIZE / sizes[0]
    return weights, biases


def plain_and_dropped(submission, drop_prob, weights, biases, x, base=1):
    """Scores in eval mode, (1, N, C), and in train mode, (CALLS, N, C), without what follows."""
    plain = scores_of(submission, 0.0, weights, biases, x, "eval")
    tail, sign = tail_of(plain), 1
    if tail == "sigmoid":  # of large scores it is 1, and of their opposites no two are the same
        weights, biases, sign = [*weights[:-1], -weights[-1]], [*biases[:-1], -biases[-1]], -1
        plain = scores_of(submission, 0.0, weights, biases, x, "eval")
    scores = scores_of(submission, drop_prob, weights, biases, x, "train", CALLS)
    return sign * untailed(plain, tail, base), sign * untailed(scores, tail, base)


def one_layer(submission, drop_prob):
    """The dropped units of a hidden layer, and the factor of those that are kept.

    Scores that are 0 say nothing: they were dropped themselves.

    Returns:
        dropped: bool (calls, N, units).
        seen: bool of that shape; False where a score says nothing.
        factor: what kept units are multiplied by.
    """
    problem, with_biases = None, has_biases(submission)
    for design in DESIGNS:
        if design.biases is not with_biases:
            continue
        try:
            return _one_layer(submission, drop_prob, design)
        except Failed as failed:
            problem = worse(problem, failed)
    raise problem


def _one_layer(submission, drop_prob, design):
    weights, biases = known_net(design)
    x = np.ones((EXAMPLES, design.sizes[0]))
    base = 1 if design.biases else 0
    plain, scores = plain_and_dropped(submission, drop_prob, weights, biases, x, base)
    # Dropped scores are 0, and others may be larger by a factor, which the first score shows.
    scale = levels_of(scores[..., 0][scores[..., 0] != 0])
    units = scores[..., 1:] / (scale[0] if len(scale) == 1 else 1)
    seen, size = units != 0, plain[..., 1:].mean() - 1
    if not design.biases:
        seen, size = np.ones(units.shape, bool), plain[..., 1:].mean()
    values = levels_of(units[seen])
    text = "With drop_prob = {drop_prob}, no hidden unit is dropped in train mode."
    expect(len(values) != 1, Message(text, drop_prob=drop_prob), "What follows each relu?")
    message = "In train mode, a hidden unit that is the same for all does not take two values."
    expect(len(values) == 2 and size > 0, message, "A unit is either dropped or kept.")
    low, high = values
    return units < (low + high) / 2, seen, (high - low) / size


def coins(dropped, seen):
    """The units that were drawn: of those that are always dropped together, one."""
    for axis in range(dropped.ndim):
        gone = (dropped & seen).any(axis, keepdims=True)
        if not (gone & (~dropped & seen).any(axis, keepdims=True)).any():
            dropped, seen = gone, seen.any(axis, keepdims=True)
    return dropped[seen]
