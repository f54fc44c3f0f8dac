"""Helper functions, an OrderedDict, and the relu's slope by np.heaviside."""

from collections import OrderedDict


import reglab.columns as columns


def penalty(weights, strength):
    return strength / 2 * sum(float(np.sum(W ** 2)) for W in weights)


def linear_backward(dZ, A, W, lambd):
    m = A.shape[1]
    return (dZ @ A.T + lambd * W) / m, dZ.mean(axis=1, keepdims=True), W.T @ dZ


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    weights = [W for name, W in parameters.items() if name in {"W1", "W2", "W3"}]
    return columns.compute_cost(A3, Y) + penalty(weights, lambd / Y.shape[1])


def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    grads = OrderedDict()
    grads["dW3"], grads["db3"], dA2 = linear_backward(A3 - Y, A2, W3, lambd)
    grads["dW2"], grads["db2"], dA1 = linear_backward(dA2 * np.heaviside(A2, 0), A1, W2, lambd)
    grads["dW1"], grads["db1"], _ = linear_backward(dA1 * np.heaviside(A1, 0), X, W1, lambd)
    return grads
