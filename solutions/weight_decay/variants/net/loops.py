"""Example by example."""

import math


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    total = 0.0
    for i in range(m):
        total += -math.log(A3[0, i]) if Y[0, i] else -math.log(1 - A3[0, i])
    for name, value in parameters.items():
        if not name.startswith("b"):
            for w in value.flatten():
                total += lambd / 2 * w * w
    return total / m


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, _, Z2, A2, W2, _, Z3, A3, W3, _) = cache
    m = X.shape[1]
    grads = {f"dW{l}": lambd * W for l, W in enumerate((W1, W2, W3), 1)}
    grads |= {f"db{l}": np.zeros((len(W), 1)) for l, W in enumerate((W1, W2, W3), 1)}
    for i in range(m):
        dz3 = A3[:, [i]] - Y[:, [i]]
        dz2 = (W3.T @ dz3) * (Z2[:, [i]] > 0)
        dz1 = (W2.T @ dz2) * (Z1[:, [i]] > 0)
        for l, dz, a in ((3, dz3, A2), (2, dz2, A1), (1, dz1, X)):
            grads[f"dW{l}"] = grads[f"dW{l}"] + np.outer(dz, a[:, i])
            grads[f"db{l}"] += dz
    return {key: value / m for key, value in grads.items()}
