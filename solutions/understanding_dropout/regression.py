"""Linear regression whose inputs are dropped: the one case in which all can be written down.

Throughout, ``keep_prob`` is the probability of **keeping** an input. There is no intercept: think
of X and y as centred. Examples are rows here, as in most books on regression.
"""

import numpy as np


def expected_dropout_loss(w, X, y, keep_prob):
    """The loss of linear regression with inverted dropout of its inputs, averaged over all masks.

    For one mask D of the shape of X, whose elements are independently 1 / keep_prob with
    probability keep_prob and 0 otherwise, the loss is

        1 / (2 m) * sum over i of ((X * D)[i] @ w - y[i]) ** 2

    and this function is its expected value over D, with w, X and y fixed, in closed form: nothing
    is drawn at random.

    Args:
        w: weights, shape (n,).
        X: inputs, shape (m, n); one example is one row.
        y: targets, shape (m,).
        keep_prob: above 0 and at most 1; at 1 it is the plain loss.
        No argument is changed.

    Returns:
        the expected loss, a number.

    Source: Srivastava et al., Dropout, JMLR 15 (2014), section 9.1; Wager, Wang and Liang, Dropout
    training as adaptive regularization, NeurIPS (2013). Their factors differ from ours: we
    divide by keep_prob in training, and take half the mean over examples.
    """
    # TODO: the loss without dropout, and what dropout adds to it on average.
    ### BEGIN SOLUTION
    data_term = np.mean((X @ w - y) ** 2) / 2
    penalty = (1 - keep_prob) / keep_prob * np.sum(w**2 * np.mean(X**2, axis=0)) / 2
    return data_term + penalty
    ### END SOLUTION


def dropout_regression_weights(X, y, keep_prob):
    """The weights with the smallest expected_dropout_loss, in closed form.

    Args:
        X: inputs, shape (m, n). No column is zero throughout, and where keep_prob is 1 the
            columns are linearly independent; then there is exactly one best w. Where keep_prob is
            below 1 there may be more columns than rows.
        y: targets, shape (m,).
        keep_prob: above 0 and at most 1; at 1 these are the least squares weights.
        No argument is changed.

    Returns:
        w, shape (n,).
    """
    # TODO: set the gradient of the expected loss to zero, and solve for w.
    ### BEGIN SOLUTION
    gram = X.T @ X  # (n, n)
    penalty = (1 - keep_prob) / keep_prob * np.diag(np.diag(gram))
    return np.linalg.solve(gram + penalty, X.T @ y)
    ### END SOLUTION
