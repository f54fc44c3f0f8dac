"""Logistic regression with an L2 penalty. Examples are columns, as in the net that follows.

The model says that an example x, a column of n features, belongs to class 1 with probability
a = sigmoid(w.T x + b).
"""

import numpy as np

from reglab.columns import sigmoid


def cost(w, b, X, Y, lambd):
    """The cross-entropy of the labels, averaged over the examples, and the L2 penalty.

    J = -1/m * sum over examples of (y log a + (1 - y) log(1 - a)), plus λ / (2m) times the sum of
    the squares of w. The bias b is not penalised.

    Args:
        w: weights, shape (n, 1).
        b: bias, a number.
        X: m examples of n features each, shape (n, m).
        Y: labels 0 or 1, shape (1, m).
        lambd: λ, the strength of the penalty, 0 or more.

    Returns:
        J, a number. (That a is never 0 or 1 to the last digit may be taken for granted.)
    """
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)  # (1, m)
    # TODO: return the mean cross-entropy plus the penalty.
    ### BEGIN SOLUTION
    cross_entropy = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    penalty = lambd / (2 * m) * np.sum(w**2)
    return cross_entropy + penalty
    ### END SOLUTION


def gradients(w, b, X, Y, lambd):
    """The gradients of cost.

    Args:
        w: weights, shape (n, 1).
        b: bias, a number.
        X: examples, shape (n, m).
        Y: labels 0 or 1, shape (1, m).
        lambd: λ.
        None of them is changed.

    Returns:
        dict of
            dw: gradient of J with respect to w, penalty included, shape (n, 1).
            db: gradient of J with respect to b, a number.
    """
    m = X.shape[1]
    A = sigmoid(w.T @ X + b)  # (1, m)
    dw, db = None, None
    # TODO: both gradients. For one example, the derivative of the cross-entropy with respect to
    # the score w.T x + b is a - y.
    ### BEGIN SOLUTION
    dscores = (A - Y) / m
    dw = X @ dscores.T + lambd / m * w
    db = np.sum(dscores)
    ### END SOLUTION
    return {"dw": dw, "db": db}
