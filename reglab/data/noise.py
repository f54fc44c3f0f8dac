"""Label noise."""

from dataclasses import replace
from typing import TypeVar

import numpy as np

from reglab.data.parts import Labels, Split

AnySplit = TypeVar("AnySplit", bound=Split)


def with_label_noise(data: AnySplit, share: float, seed: int = 0) -> AnySplit:
    """The same data with some wrong training labels.

    Args:
        data: a split. The true labels are the starting point, even if y_train has noise already.
        share: share of the training labels, 0 to 1, that are replaced by a wrong class, each
            with the same probability.
        seed: of the choice of the labels and of the wrong classes.

    Returns:
        A new object with another y_train and all other arrays shared. The mask
        `data.y_train != data.y_train_clean` marks the wrong labels.

    Raises:
        ValueError: share is not in 0..1, or there is only one class.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must be in 0..1, not {share}")
    if len(data.classes) < 2:
        raise ValueError("there is only one class, so no label can be wrong")
    rng = np.random.default_rng(seed)
    y = wrong_labels(data.y_train_clean, share, len(data.classes), rng)
    return replace(data, y_train=y)


def wrong_labels(y: Labels, share: float, classes: int, rng: np.random.Generator) -> Labels:
    """A copy of the labels with a share of wrong ones."""
    noisy = y.copy()
    chosen = rng.permutation(len(y))[: round(share * len(y))]
    noisy[chosen] = (y[chosen] + rng.integers(1, classes, len(chosen))) % classes
    return noisy
