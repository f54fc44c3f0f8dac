"""What is measured in training, epoch by epoch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reglab.layers import softmax_loss

Array = NDArray[np.floating]
Labels = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class History:
    """One number per epoch, measured after it; all arrays have the length of epoch.

    Attributes:
        epoch: 1, 2, ...
        objective: the loss as it was minimized (with dropout and penalty), averaged over the
            batches of the epoch.
        train_loss: cross-entropy of the scores on the training set, in nats; NaN if it was not
            measured.
        train_accuracy: share of the training set that is classified as labeled, 0 to 1.
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
        """From objective, train_loss, ..., val_accuracy of each epoch."""
        columns = np.array(rows, dtype=float).reshape(-1, 5).T
        return cls(np.arange(1, len(rows) + 1), *columns)


def evaluate(scores: Array, y: Labels) -> tuple[float, float]:
    """Cross-entropy in nats and accuracy (0 to 1) of scores of shape (N, C)."""
    loss, _ = softmax_loss(scores, y)
    return loss, float((scores.argmax(axis=1) == y).mean())
