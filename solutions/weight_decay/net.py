"""L2 in a net of three layers: LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID.

Examples are columns. W1, W2, W3 have the shapes (n1, n0), (n2, n1), (1, n2), and b1, b2, b3 the
shapes (n1, 1), (n2, 1), (1, 1). Names and shapes are those of the Deep Learning Specialization.

Source: A. Ng, Improving Deep Neural Networks (deeplearning.ai), week 1, Regularization.
"""

import numpy as np

from reglab.columns import compute_cost


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    """The cross-entropy averaged over the examples, and the L2 penalty.

    The penalty is λ / (2m) times the sum of all squared weights of the three layers, where m is
    the number of examples. Biases are not penalised.

    Args:
        A3: what forward propagation gives, the probability of class 1, shape (1, m).
        Y: labels 0 or 1, shape (1, m).
        parameters: dict of W1, b1, W2, b2, W3, b3.
        lambd: λ, 0 or more.

    Returns:
        The cost, a number.
    """
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    cross_entropy_cost = compute_cost(A3, Y)
    # TODO: return the cost, which is the cross-entropy plus the penalty.
    ### BEGIN SOLUTION
    squares = np.sum(W1**2) + np.sum(W2**2) + np.sum(W3**2)
    l2_cost = lambd / (2 * m) * squares
    return cross_entropy_cost + l2_cost
    ### END SOLUTION


def backward_propagation_with_regularization(X, Y, cache, lambd):
    """The gradients of compute_cost_with_regularization.

    Args:
        X: inputs, shape (n0, m).
        Y: labels 0 or 1, shape (1, m).
        cache: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3), as forward_propagation of
            reglab.columns returns it. Zl and Al have the shape (nl, m). Neither the cache nor
            X nor Y is changed.
        lambd: λ, 0 or more.

    Returns:
        dict with at least dW1, db1, dW2, db2, dW3, db3, each of the shape of its parameter: the
        gradients of the mean cross-entropy, penalty included. More entries do no harm. (At a
        rectifier's kink, where Z is exactly 0, the slope is taken as 0.)
    """
    m = X.shape[1]
    Z1, A1, W1, _, Z2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y  # (1, m): for each example, without the 1/m of the mean
    # TODO: dW3 and db3; then down to layer 2, and to layer 1; return all six in a dict.
    ### BEGIN SOLUTION
    dW3 = dZ3 @ A2.T / m + lambd / m * W3
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dW2 = dZ2 @ A1.T / m + lambd / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    dW1 = dZ1 @ X.T / m + lambd / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}
    ### END SOLUTION
