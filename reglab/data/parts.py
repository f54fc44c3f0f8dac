"""A data set in parts: what to train on, what to choose by, what to look at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def stratified(
    y: Labels, sizes: tuple[int, ...], rng: np.random.Generator
) -> list[NDArray[np.intp]]:
    """Indices of the parts of a stratified split, each part in a random order.

    The members of a class are spread evenly over one line, which is then cut. So each part has,
    of each class, its share to within two examples.

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
