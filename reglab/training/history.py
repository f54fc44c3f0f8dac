"""Losses and accuracies during a training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reglab.layers import softmax_loss
from reglab.layers.arrays import Array, Labels


@dataclass(frozen=True, eq=False)
class History:
    """Losses and accuracies after each epoch; all arrays have the length of epoch.

    Attributes:
        epoch: 1, 2, ...
        objective: the minimized loss, with dropout and penalty, averaged over the batches.
        train_loss: cross-entropy on the training set, in nats; NaN if it was not computed.
        train_accuracy: accuracy on the training set, 0 to 1.
        val_loss: as train_loss, on the validation set.
        val_accuracy: as train_accuracy, on the validation set.
    """

    epoch: NDArray[np.integer]
    objective: Array
    train_loss: Array
    train_accuracy: Array
    val_loss: Array
    val_accuracy: Array

    @classmethod
    def of_rows(cls, rows: list[list[float]]) -> "History":
        """History from a row (objective, train_loss, ..., val_accuracy) for each epoch."""
        columns = np.array(rows, dtype=float).reshape(-1, 5).T
        return cls(np.arange(1, len(rows) + 1), *columns)


def evaluate(scores: Array, y: Labels) -> tuple[float, float]:
    """Cross-entropy in nats and accuracy (0 to 1) of scores of shape (N, C)."""
    loss, _ = softmax_loss(scores, y)
    return loss, float((scores.argmax(axis=1) == y).mean())
