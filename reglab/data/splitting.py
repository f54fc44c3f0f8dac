"""A stratified split of a data set into parts to train on, to choose by, and for the end."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reglab.data.parts import Labels, Split, stratified


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
    train, dev, rest = stratified(y, (n_train, n_val), rng)
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
