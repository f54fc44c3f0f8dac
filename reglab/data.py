"""Data that ships with the kit."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATASETS = Path(__file__).parent / "datasets"
CLASSES = 10


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to train on and examples to choose by; what the Solver reads.

    X_* hold one example a row; y_* hold their labels, integers from 0.
    """

    X_train: NDArray[np.float64]
    y_train: NDArray[np.int64]
    X_val: NDArray[np.float64]
    y_val: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Digits(Dataset):
    """Handwritten digits of 8 x 8 pixels, split into three parts.

    X_* have the shape (N, 64) with pixels from 0 (white) to 1 (black); y_* hold N labels in
    0..9.

    Attributes:
        X_train: images to train on.
        y_train: their labels, some of them wrong on purpose.
        y_train_clean: their true labels.
        X_val: images to choose by.
        y_val: their labels, all true.
        X_test: images to look at once, at the end.
        y_test: their labels, all true.
    """

    y_train_clean: NDArray[np.int64]
    X_test: NDArray[np.float64]
    y_test: NDArray[np.int64]


def load_digits(n_train: int = 400, label_noise: float = 0.3, seed: int = 0) -> Digits:
    """The 1797 handwritten digits of the UCI test set, with some training labels made wrong.

    Args:
        n_train: images to train on, at most 1700; the others are shared equally between
            validation and test. Every class has its share of each part, to within two images.
        label_noise: share of the training labels, 0 to 1, that are replaced by one of the
            nine wrong classes, each equally likely.
        seed: decides the split and the wrong labels.

    Returns:
        The three parts; see Digits.

    Source: Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine
    Learning Repository (1998); see datasets/digits.txt.
    """
    if not 0 < n_train <= 1700 or not 0 <= label_noise <= 1:
        raise ValueError(
            f"n_train must be in 1..1700 and label_noise in 0..1, not {n_train} and {label_noise}"
        )
    with np.load(DATASETS / "digits.npz") as archive:
        X, y = archive["X"] / 16.0, archive["y"].astype(np.int64)
    rng = np.random.default_rng(seed)
    parts = np.split(_by_turns(y, rng), [n_train, (n_train + len(y)) // 2])
    train, val, test = (rng.permutation(part) for part in parts)
    return Digits(
        X_train=X[train],
        y_train=_with_wrong_labels(y[train], label_noise, rng),
        y_train_clean=y[train],
        X_val=X[val],
        y_val=y[val],
        X_test=X[test],
        y_test=y[test],
    )


def _by_turns(y: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.intp]:
    """All indices in a random order in which any stretch holds every class in its proportion."""
    turn = np.empty(len(y))
    for label in range(CLASSES):
        members = rng.permutation(np.flatnonzero(y == label))
        turn[members] = (np.arange(len(members)) + rng.random()) / len(members)
    return np.argsort(turn)


def _with_wrong_labels(
    y: NDArray[np.int64], share: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    """A copy of the labels with the given share replaced by another class."""
    noisy = y.copy()
    chosen = rng.permutation(len(y))[: round(share * len(y))]
    noisy[chosen] = (y[chosen] + rng.integers(1, CLASSES, len(chosen))) % CLASSES
    return noisy
