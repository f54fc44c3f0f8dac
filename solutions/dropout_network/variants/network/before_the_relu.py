"""Drops Z before the relu, which is the same: relu(0) is 0. Uses choice and np.where."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"])
    rng = np.random.default_rng(seed)
    Z1 = W1.dot(X) + b1
    D1 = rng.choice([0, 1], size=Z1.shape, p=[1 - keep_prob, keep_prob])
    A1 = relu(np.where(D1 == 1, Z1, 0) / keep_prob)
    Z2 = W2.dot(A1) + b2
    D2 = rng.choice([0, 1], size=Z2.shape, p=[1 - keep_prob, keep_prob])
    A2 = relu(np.where(D2 == 1, Z2, 0) / keep_prob)
    Z3 = W3.dot(A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    slope2 = np.where(D2, 1 / keep_prob, 0.0)
    slope1 = np.where(D1, 1 / keep_prob, 0.0)
    dZ3 = A3 - Y
    dA2 = W3.T.dot(dZ3) * slope2
    dZ2 = np.where(Z2 >= 0, dA2, 0)
    dA1 = W2.T.dot(dZ2) * slope1
    dZ1 = np.where(Z1 >= 0, dA1, 0)
    bias = lambda dZ: dZ.dot(np.ones((m, 1))) / m
    return {"dZ3": dZ3, "dW3": dZ3.dot(A2.T) / m, "db3": bias(dZ3), "dA2": dA2, "dZ2": dZ2,
            "dW2": dZ2.dot(A1.T) / m, "db2": bias(dZ2), "dA1": dA1, "dZ1": dZ1,
            "dW1": dZ1.dot(X.T) / m, "db1": bias(dZ1)}
