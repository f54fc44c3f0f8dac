"""A stratified split into training, validation and test set."""

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
    """Split a data set with the same share of each class in each part.

    Args:
        X: examples along the first axis, shape (N, ...).
        y: their labels, N integers from 0.
        val: size of the validation set: a share between 0 and 1, or a whole number from 1.
        test: size of the test set, likewise. The other examples are the training set.
        seed: of the split.
        classes: a name for each class; by default "0", "1", ...

    Returns:
        Three sets without common examples. Each has, of each class, its share to within two
        examples.

    Raises:
        ValueError: X and y do not fit together, or a set would be empty.
    """
    X, y = np.asarray(X), _as_labels(y)
    if X.ndim == 0 or len(X) != len(y):
        raise ValueError(
            f"X and y must have the same length; their shapes are {X.shape} and {y.shape}"
        )
    n_val, n_test = _count(val, len(y), "val"), _count(test, len(y), "test")
    n_train = len(y) - n_val - n_test
    if n_train < 1:
        raise ValueError(f"val={val} and test={test} leave none of {len(y)} examples for training")
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
    """The number of examples for a share below 1, or for a number from 1."""
    count = round(wanted * total) if 0 < wanted < 1 else int(wanted)
    if count < 1 or (wanted >= 1 and count != wanted):
        raise ValueError(f"{name} must be a share between 0 and 1 or a whole number, not {wanted}")
    return count
