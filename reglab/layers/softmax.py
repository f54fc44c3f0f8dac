"""Logarithm of the softmax function."""

import numpy as np
from numpy.typing import ArrayLike

from reglab.layers.arrays import Array


def log_softmax(scores: ArrayLike) -> Array:
    """Log probabilities from scores of shape (N, C), without overflow.

    The largest score of each row becomes 0 first, which changes no probability.
    """
    scores = np.asarray(scores)
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probs: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return log_probs
