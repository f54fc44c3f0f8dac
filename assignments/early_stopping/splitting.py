"""A data set in three parts: to learn from, to choose by, and to be judged by."""

import numpy as np


def train_dev_test_split(X, y, dev=0.2, test=0.2, seed=0):
    """Split a data set so that each class has its share of each part.

    Every example goes to exactly one of the three parts. Of a class with n examples, about
    dev * n go to the dev set and about test * n to the test set, each up or down by less than
    one example; the rest is to train on. A part that gets no example is empty, as with dev = 0
    or very few examples: its X has the shape (0, ...), its y the shape (0,).

    Who goes where is drawn at random, and the examples of a part are in random order: they are
    not lined up class by class, nor in the order that they had in X.

    Args:
        X: examples along the first axis, shape (N, ...). It is not changed.
        y: their labels, shape (N,), integers that need not be 0, 1, 2, ... It is not changed
            either.
        dev: share of the dev set, between 0 and 1.
        test: share of the test set, between 0 and 1; dev + test < 1.
        seed: an integer. The same seed gives the same parts, another seed other ones.

    Returns:
        The tuple (X_train, y_train, X_dev, y_dev, X_test, y_test). Row i of an X_* is the
        example that label i of its y_* belongs to; dtypes are those of X and y.
    """
    rng = np.random.default_rng(seed)
    train, in_dev, in_test = [], [], []

    # TODO: fill the three lists with indices into X, class by class, and bring the indices of
    # each part into a random order. np.unique(y) knows the classes; rng.permutation shuffles.
    # An empty list has no integers, so NumPy takes it for floats, which are no indices;
    # np.array(numbers, dtype=int) has integers even where there are none.
    raise NotImplementedError("train_dev_test_split: this part is still to be written")

    return X[train], y[train], X[in_dev], y[in_dev], X[in_test], y[in_test]
