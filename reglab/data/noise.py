"""Labels made wrong on purpose."""

from dataclasses import replace
from typing import TypeVar

import numpy as np

from reglab.data.parts import Labels, Split

AnySplit = TypeVar("AnySplit", bound=Split)


def with_label_noise(data: AnySplit, share: float, seed: int = 0) -> AnySplit:
    """The same data with some training labels made wrong; validation and test stay true.

    Args:
        data: three parts. Noise that it may have is undone first: the true labels are the
            starting point.
        share: of the training labels, 0 to 1, that are replaced by one of the wrong classes,
            each equally likely.
        seed: decides which labels, and by what.

    Returns:
        A new object that shares all arrays but y_train. `data.y_train != data.y_train_clean`
        tells which labels are wrong.

    Raises:
        ValueError: share is not in 0..1, or there is but one class.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must be in 0..1, not {share}")
    if len(data.classes) < 2:
        raise ValueError("there is only one class, so that no label can be wrong")
    rng = np.random.default_rng(seed)
    y = wrong_labels(data.y_train_clean, share, len(data.classes), rng)
    return replace(data, y_train=y)


def wrong_labels(y: Labels, share: float, classes: int, rng: np.random.Generator) -> Labels:
    """A copy of the labels with the given share replaced by another class."""
    noisy = y.copy()
    chosen = rng.permutation(len(y))[: round(share * len(y))]
    noisy[chosen] = (y[chosen] + rng.integers(1, classes, len(chosen))) % classes
    return noisy
