"""Single precision from the first layer on."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1, W2, b2, W3, b3 = (
        parameters[k].astype(np.float32) for k in ("W1", "b1", "W2", "b2", "W3", "b3")
    )
    rng = np.random.default_rng(seed)
    keep = np.float32(keep_prob)
    Z1 = W1 @ X.astype(np.float32) + b1
    D1 = (rng.random(Z1.shape, dtype=np.float32) < keep_prob).astype(np.float32)
    A1 = relu(Z1) * D1 / keep
    Z2 = W2 @ A1 + b2
    D2 = (rng.random(Z2.shape, dtype=np.float32) < keep_prob).astype(np.float32)
    A2 = relu(Z2) * D2 / keep
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = [
        np.asarray(a, dtype=np.float32) for a in cache
    ]
    m, keep = np.float32(X.shape[1]), np.float32(keep_prob)
    dZ3 = A3 - Y.astype(np.float32)
    dA2 = (W3.T @ dZ3) * D2 / keep
    dZ2 = dA2 * (Z2 > 0)
    dA1 = (W2.T @ dZ2) * D1 / keep
    dZ1 = dA1 * (Z1 > 0)
    return {
        "dZ3": dZ3, "dW3": dZ3 @ A2.T / m, "db3": dZ3.sum(axis=1, keepdims=True) / m,
        "dA2": dA2, "dZ2": dZ2, "dW2": dZ2 @ A1.T / m, "db2": dZ2.sum(axis=1, keepdims=True) / m,
        "dA1": dA1, "dZ1": dZ1, "dW1": dZ1 @ X.astype(np.float32).T / m,
        "db1": dZ1.sum(axis=1, keepdims=True) / m,
    }
