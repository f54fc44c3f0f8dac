"""Evaluation of a net on the training and the validation set."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reglab.data import Dataset
from reglab.layers.arrays import Array
from reglab.training.history import evaluate

Scores = Callable[[Array], Array]

CHUNK = 4096
"""Examples per call of scores, to limit the memory."""


class Evaluation:
    """Loss and accuracy of nets on the same examples at each call.

    Args:
        data: the data set.
        num_train: number of random training examples; None for all, 0 for none.
        num_val: the same for the validation set.
        seed: of the choice of the examples.
    """

    def __init__(
        self, data: Dataset, num_train: int | None, num_val: int | None, seed: int
    ) -> None:
        rng = np.random.default_rng([seed, 2])
        self._sets = [
            _drawn(data.X_train, data.y_train, num_train, rng),
            _drawn(data.X_val, data.y_val, num_val, rng),
        ]

    def measures(self, name: str) -> bool:
        """True if this field of History is computed."""
        train, val = (len(X) > 0 for X, _ in self._sets)
        return name == "objective" or (train if name.startswith("train") else val)

    def measure(self, scores: Scores) -> list[float]:
        """Loss and accuracy in training and in validation; NaN without examples."""
        return [number for X, y in self._sets for number in _measure(scores, X, y)]


def _drawn(
    X: Array, y: NDArray[np.integer], number: int | None, rng: np.random.Generator
) -> tuple[Array, NDArray[np.integer]]:
    if number is None or number >= len(X):
        return X, y
    chosen = np.sort(rng.choice(len(X), number, replace=False))
    return X[chosen], y[chosen]


def _measure(scores: Scores, X: Array, y: NDArray[np.integer]) -> tuple[float, float]:
    if len(X) == 0:
        return math.nan, math.nan
    parts = [np.asarray(scores(X[i : i + CHUNK])) for i in range(0, len(X), CHUNK)]
    return evaluate(parts[0] if len(parts) == 1 else np.concatenate(parts), y)
