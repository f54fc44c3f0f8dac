"""Boolean indexing with masks that have to be boolean; the relu read off A."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    rng = np.random.default_rng(seed)
    Z1 = W1 @ X + b1
    D1 = rng.random(Z1.shape) <= keep_prob
    A1 = np.where(D1, relu(Z1), 0) / keep_prob
    Z2 = W2 @ A1 + b2
    D2 = rng.random(Z2.shape) <= keep_prob
    A2 = np.where(D2, relu(Z2), 0) / keep_prob
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3
    dA2[~D2] = 0
    dA2[D2] /= keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2
    dA1[~D1] = 0
    dA1[D1] /= keep_prob
    dZ1 = dA1 * (A1 > 0)
    return {"dZ3": dZ3, "dW3": dZ3 @ A2.T / m, "db3": dZ3.sum(1, keepdims=True) / m,
            "dA2": dA2, "dZ2": dZ2, "dW2": dZ2 @ A1.T / m, "db2": dZ2.sum(1, keepdims=True) / m,
            "dA1": dA1, "dZ1": dZ1, "dW1": dZ1 @ X.T / m, "db1": dZ1.sum(1, keepdims=True) / m}
