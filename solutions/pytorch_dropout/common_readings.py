"""Nets that are not quite what was asked, read from their scores, so that the rest can be judged.

A net without a relu, or with a softmax behind its scores, loses the points for its scores. What
else it does is then compared with the same net and not with the right one.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from common import ANY, RTOL, scores_of, shapes_of, small_net, without_ones, worse

from autograder import Failed


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


# What may follow a linear layer: the function of z, and the gradient of z for that of the result.
STEPS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z, d: d * (z > 0)),
    "leaky relu": (lambda z: np.maximum(z, 0.01 * z), lambda z, d: d * np.where(z > 0, 1, 0.01)),
    "tanh": (np.tanh, lambda z, d: d * (1 - np.tanh(z) ** 2)),
    "sigmoid": (_sigmoid, lambda z, d: d * _sigmoid(z) * _sigmoid(-z)),
    "softmax": (
        _softmax,
        lambda z, d: _softmax(z) * (d - (d * _softmax(z)).sum(axis=1, keepdims=True)),
    ),
    "log-softmax": (
        lambda z: np.log(_softmax(z)),
        lambda z, d: d - _softmax(z) * d.sum(axis=1, keepdims=True),
    ),
}
HIDDEN = (("relu",), (), ("leaky relu",), ("sigmoid",), ("tanh",))
TAILS = ((), ("softmax",), ("log-softmax",), ("relu",), ("sigmoid",), ("tanh",),
         ("relu", "softmax"), ("relu", "log-softmax"), ("softmax", "softmax"))  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What stands between and behind the linear layers of a net.

    Attributes:
        hidden: names of the STEPS behind each hidden layer.
        tail: names of the STEPS behind the last layer.
        biases: whether the linear layers have biases.
    """

    hidden: tuple = ("relu",)
    tail: tuple = ()
    biases: bool = True

    def scores(self, x, weights, biases):
        """What the net gives in eval mode."""
        return self._passes(x, weights, biases)[0]

    def gradients(self, x, dout, weights, biases):
        """Gradients of sum(scores * dout): of the weights, then of the biases."""
        _, inputs, before = self._passes(x, weights, biases)
        d, dweights, dbiases = dout, [], []
        for w, h, steps in zip(reversed(weights), reversed(inputs), reversed(before), strict=True):
            for name, z in reversed(steps):
                d = STEPS[name][1](z, d)
            dweights.insert(0, d.T @ h)
            dbiases.insert(0, d.sum(axis=0))
            d = d @ w
        return dweights + dbiases

    def _passes(self, x, weights, biases):
        inputs, before = [x], []
        for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
            z, steps = inputs[-1] @ w.T + (b if self.biases else 0), []
            for name in self.tail if layer == len(weights) - 1 else self.hidden:
                steps.append((name, z))
                z = STEPS[name][0](z)
            inputs.append(z)
            before.append(steps)
        return inputs[-1], inputs[:-1], before


RIGHT = Reading()


def reading_of(scores, x, weights, biases, with_biases=True):
    """The reading of a net that gives these scores in eval mode; None when there is none."""
    for hidden, tail in product(HIDDEN, TAILS):
        reading = Reading(hidden, tail, with_biases)
        if np.allclose(scores, reading.scores(x, weights, biases), rtol=RTOL, atol=RTOL):
            return reading
    return None


def has_biases(submission):
    """False for a net that has weight matrices and no biases at all."""
    found = [without_ones(shape) for part in shapes_of(submission) for shape in part]
    return not found or any(len(shape) < 2 for shape in found)


def first_net(submission, rng, candidates=ANY):
    """The first of several sizes that the submitted net can be asked for, and how it is read.

    Returns:
        x: examples, (12, sizes[0]).
        weights, biases: those that it was given.
        scores: in eval mode, without dropout.
        reading: of these; None when there is none for any of the sizes.

    Raises:
        Failed: it gives no scores for any of them; what was wrong with the first.
    """
    first, unread = None, None
    for sizes in candidates:
        weights, biases = small_net(rng, *sizes)
        x = rng.normal(size=(12, sizes[0]))
        try:
            scores = scores_of(submission, 0.0, weights, biases, x, "eval")[0]
        except Failed as failed:
            first = worse(first, failed)
            continue
        reading = reading_of(scores, x, weights, biases)
        if reading is None and not has_biases(submission):
            reading = reading_of(scores, x, weights, biases, with_biases=False)
        if reading is not None:
            return x, weights, biases, scores, reading
        unread = unread or (x, weights, biases, scores, None)
    if unread is None:
        raise first
    return unread
