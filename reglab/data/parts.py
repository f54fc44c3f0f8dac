"""Data sets in parts: training, validation and test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.floating]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """A training set and a validation set, which some courses call development set (dev).

    The first axis of X_* counts the examples. y_* are their labels, integers from 0.
    """

    X_train: Features
    y_train: Labels
    X_val: Features
    y_val: Labels


@dataclass(frozen=True, eq=False)
class Split(Dataset):
    """A training, a validation and a test set, with the true training labels.

    Attributes:
        X_train: training examples along the first axis.
        y_train: their labels, integers from 0, with label noise if there is any.
        X_val: validation examples.
        y_val: their labels, all true.
        X_test: test examples.
        y_test: their labels, all true.
        y_train_clean: the true training labels.
        classes: a name for each class, in the order of the labels.
    """

    X_test: Features
    y_test: Labels
    y_train_clean: Labels
    classes: tuple[str, ...]


def stratified(
    y: Labels, sizes: tuple[int, ...], rng: np.random.Generator
) -> list[NDArray[np.intp]]:
    """Indices of the parts of a stratified split, each part in random order.

    The examples of a class are spread evenly over one line, which is then cut. Each part has, of
    each class, its share to within two examples.

    Args:
        y: labels, shape (N,).
        sizes: of all parts but the last, which gets the other examples.
        rng: source of the random numbers.
    """
    _, counts = np.unique(y, return_counts=True)
    places = np.empty(len(y))
    for indices in np.split(np.argsort(y, kind="stable"), np.cumsum(counts)[:-1]):
        shuffled = rng.permutation(indices)
        places[shuffled] = (np.arange(len(shuffled)) + rng.random()) / len(shuffled)
    return [rng.permutation(part) for part in np.split(np.argsort(places), np.cumsum(sizes))]
