"""A data set in parts: what to train on, what to choose by, what to look at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Features = NDArray[np.floating]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to train on and examples to choose by; what the Solver reads.

    X_* hold one example a row; y_* hold their labels, integers from 0. The validation part
    (val) is what some courses call the development part (dev).
    """

    X_train: Features
    y_train: Labels
    X_val: Features
    y_val: Labels


@dataclass(frozen=True, eq=False)
class Split(Dataset):
    """A data set in three parts, with the true labels of the training part kept aside.

    Attributes:
        X_train: examples to train on, one along the first axis.
        y_train: their labels, integers from 0, some of them wrong if that was asked for.
        X_val: examples to choose by (the development part).
        y_val: their labels, all true.
        X_test: examples to look at once, at the end.
        y_test: their labels, all true.
        y_train_clean: the true labels of the training part.
        classes: a name for each class, in the order of the labels.
    """

    X_test: Features
    y_test: Labels
    y_train_clean: Labels
    classes: tuple[str, ...]


def train_val_test_split(
    X: ArrayLike,
    y: ArrayLike,
    *,
    val: float = 0.2,
    test: float = 0.2,
    seed: int = 0,
    classes: Sequence[str] | None = None,
) -> Split:
    """Split a data set so that each class has its share of each part.

    Args:
        X: examples along the first axis, shape (N, ...).
        y: their labels, N integers from 0.
        val: how many examples to choose by: a share between 0 and 1, or a whole number from 1.
        test: how many to keep for the end, likewise. The others are to train on.
        seed: decides who goes where. The same seed gives the same parts.
        classes: a name for each class; by default "0", "1", ...

    Returns:
        The three parts. Every example is in exactly one. In each part, the number of examples
        of a class is within two of its share.

    Raises:
        ValueError: X and y do not fit together, or a part would be empty.
    """
    X, y = np.asarray(X), _as_labels(y)
    if X.ndim == 0 or len(X) != len(y):
        raise ValueError(f"X and y must be of one length; their shapes are {X.shape} and {y.shape}")
    n_val, n_test = _count(val, len(y), "val"), _count(test, len(y), "test")
    n_train = len(y) - n_val - n_test
    if n_train < 1:
        raise ValueError(f"val={val} and test={test} leave none of {len(y)} examples to train on")
    rng = np.random.default_rng(seed)
    parts = np.split(by_turns(y, rng), [n_train, n_train + n_val])
    train, dev, rest = (rng.permutation(part) for part in parts)
    return Split(
        X_train=X[train],
        y_train=y[train],
        X_val=X[dev],
        y_val=y[dev],
        X_test=X[rest],
        y_test=y[rest],
        y_train_clean=y[train],
        classes=tuple(classes or map(str, range(int(y.max()) + 1))),
    )


def by_turns(y: Labels, rng: np.random.Generator) -> NDArray[np.intp]:
    """All indices in a random order in which any stretch holds every class in its proportion."""
    turn = np.empty(len(y))
    for label in np.unique(y):
        members = rng.permutation(np.flatnonzero(y == label))
        turn[members] = (np.arange(len(members)) + rng.random()) / len(members)
    return np.argsort(turn)


def _as_labels(y: ArrayLike) -> Labels:
    labels: NDArray[Any] = np.asarray(y)
    if labels.ndim != 1 or labels.size == 0 or labels.dtype.kind not in "iu" or labels.min() < 0:
        raise ValueError(
            f"y must hold labels, a row of integers from 0, not {labels.dtype} of shape "
            f"{labels.shape}"
        )
    return labels.astype(np.int64)


def _count(wanted: float, total: int, name: str) -> int:
    """How many examples are meant: a share below 1, or a number from 1."""
    count = round(wanted * total) if 0 < wanted < 1 else int(wanted)
    if count < 1 or (wanted >= 1 and count != wanted):
        raise ValueError(f"{name} must be a share between 0 and 1 or a whole number, not {wanted}")
    return count
