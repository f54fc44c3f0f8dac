"""Losses of a classifier, each with its gradient, without overflow."""

import numpy as np

from reglab.layers.arrays import Array, Labels
from reglab.layers.softmax import log_softmax


def softmax_loss(scores: Array, y: Labels) -> tuple[float, Array]:
    """Cross-entropy of softmax(scores) against the labels, and its gradient.

    Args:
        scores: shape (N, C).
        y: labels, N integers in 0..C-1.

    Returns:
        loss: in nats, averaged over the N examples.
        dscores: gradient of the loss with respect to scores, shape (N, C).

    Raises:
        ValueError: y does not have one label for each row of scores.
    """
    if np.shape(y) != scores.shape[:1]:
        raise ValueError(
            f"y has the shape {np.shape(y)}, but each of the {len(scores)} rows of scores needs one"
            " label, an integer and not one-hot"
        )
    rows = np.arange(len(scores))
    log_probs = log_softmax(scores)
    loss = -float(log_probs[rows, y].mean())
    dscores = np.exp(log_probs)
    dscores[rows, y] -= 1
    return loss, dscores / len(scores)


def logistic_loss(scores: Array, y: Labels) -> tuple[float, Array]:
    """Cross-entropy of sigmoid(scores) against labels of 0 and 1, and its gradient.

    The loss of a score s with the label y is log(1 + exp(s)) - y s, computed as
    max(s, 0) - y s + log(1 + exp(-|s|)).

    Args:
        scores: log odds of class 1, shape (N,) or any other shape.
        y: labels, of the shape of scores.

    Returns:
        loss: in nats, averaged over all scores.
        dscores: gradient of the loss with respect to scores, of their shape.

    Raises:
        ValueError: the shapes of scores and y differ.
    """
    if scores.shape != y.shape:
        raise ValueError(f"scores and y must have the same shape, not {scores.shape} and {y.shape}")
    small = np.exp(-np.abs(scores))
    losses = np.maximum(scores, 0) - y * scores + np.log1p(small)
    probs = np.exp(np.minimum(scores, 0)) / (1 + small)  # of class 1
    dscores = (probs - y) / scores.size
    return float(losses.mean()), dscores.astype(probs.dtype, copy=False)
