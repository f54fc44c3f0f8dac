"""Keeps what is above 1 - keep_prob; the mask as floats; reshaped means."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    p = parameters
    rng = np.random.default_rng(seed)
    Z1 = p["W1"] @ X + p["b1"]
    D1 = (rng.uniform(size=Z1.shape) > 1 - keep_prob) * 1.0
    A1 = relu(Z1) * D1 * (1 / keep_prob)
    Z2 = p["W2"] @ A1 + p["b2"]
    D2 = (rng.uniform(size=Z2.shape) > 1 - keep_prob) * 1.0
    A2 = relu(Z2) * D2 * (1 / keep_prob)
    Z3 = p["W3"] @ A2 + p["b3"]
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, p["W1"], p["b1"], Z2, D2, A2, p["W2"], p["b2"], Z3, A3, p["W3"], p["b3"])


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = Y.size
    dZ3 = A3 - Y
    dA2 = D2 * (W3.T @ dZ3) / keep_prob
    dZ2 = dA2 * np.sign(np.maximum(Z2, 0))
    dA1 = D1 * (W2.T @ dZ2) / keep_prob
    dZ1 = dA1 * np.sign(np.maximum(Z1, 0))
    db = {f"db{i}": (dZ.sum(1) / m).reshape(-1, 1) for i, dZ in ((1, dZ1), (2, dZ2), (3, dZ3))}
    return {"dZ3": dZ3, "dW3": (dZ3 / m) @ A2.T, "dA2": dA2, "dZ2": dZ2, "dW2": (dZ2 / m) @ A1.T,
            "dA1": dA1, "dZ1": dZ1, "dW1": (dZ1 / m) @ X.T, **db}
