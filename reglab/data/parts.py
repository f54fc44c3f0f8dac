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


def by_turns(y: Labels, rng: np.random.Generator) -> NDArray[np.intp]:
    """All indices in a random order in which any stretch holds every class in its proportion."""
    turn = np.empty(len(y))
    for label in np.unique(y):
        members = rng.permutation(np.flatnonzero(y == label))
        turn[members] = (np.arange(len(members)) + rng.random()) / len(members)
    return np.argsort(turn)
