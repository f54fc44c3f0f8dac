"""Handwritten digits, included in the library."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reglab.data.noise import wrong_labels
from reglab.data.parts import Split, stratified

DATASETS = Path(__file__).parents[1] / "datasets"
CLASSES = tuple("0123456789")


@dataclass(frozen=True, eq=False)
class Digits(Split):
    """Handwritten digits of 8 x 8 pixels, split into three parts; see Split.

    X_* have the shape (N, 64) with pixels from 0 (white) to 1 (black); y_* hold N labels in
    0..9.
    """


def load_digits(n_train: int = 400, label_noise: float = 0.3, seed: int = 0) -> Digits:
    """The 1797 handwritten digits of the UCI test set, with some wrong training labels.

    Args:
        n_train: training images, at most 1700; validation and test get half of the others each.
            Each part has, of each class, its share to within two images.
        label_noise: share of the training labels, 0 to 1, that are replaced by one of the nine
            wrong classes, each with the same probability.
        seed: of the split and the wrong labels.

    Returns:
        A training, a validation and a test set; see Digits.

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
    train, val, test = stratified(y, (n_train, (len(y) - n_train) // 2), rng)
    return Digits(
        X_train=X[train],
        y_train=wrong_labels(y[train], label_noise, len(CLASSES), rng),
        X_val=X[val],
        y_val=y[val],
        X_test=X[test],
        y_test=y[test],
        y_train_clean=y[train],
        classes=CLASSES,
    )
