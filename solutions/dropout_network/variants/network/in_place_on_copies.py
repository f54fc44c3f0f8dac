"""Everything with in-place operators, on arrays of its own; boolean indexing for the masks."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    rng = np.random.default_rng(seed)
    cache, A = [], X
    for i in (1, 2):
        W, b = parameters[f"W{i}"], parameters[f"b{i}"]
        Z = np.matmul(W, A)
        Z += b
        D = rng.random(Z.shape)
        D = np.less(D, keep_prob)
        A = Z.copy()
        A[A < 0] = 0
        A[~D] = 0
        A /= keep_prob
        cache.extend((Z, D, A, W, b))
    Z = np.matmul(parameters["W3"], A)
    Z += parameters["b3"]
    A3 = np.negative(Z)
    np.exp(A3, out=A3)
    A3 += 1
    np.reciprocal(A3, out=A3)
    cache.extend((Z, A3, parameters["W3"], parameters["b3"]))
    return A3, tuple(cache)


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    dZ3 = A3.copy()
    dZ3 -= Y
    dW3 = dZ3 @ A2.T
    dW3 /= m
    db3 = dZ3.sum(axis=1, keepdims=True)
    db3 /= m
    dA2 = W3.T @ dZ3
    dA2 *= D2
    dA2 /= keep_prob
    dZ2 = dA2.copy()
    dZ2[Z2 <= 0] = 0
    dW2 = dZ2 @ A1.T
    dW2 /= m
    db2 = dZ2.sum(axis=1, keepdims=True)
    db2 /= m
    dA1 = W2.T @ dZ2
    dA1 *= D1
    dA1 /= keep_prob
    dZ1 = dA1.copy()
    dZ1[Z1 <= 0] = 0
    dW1 = dZ1 @ X.T
    dW1 /= m
    db1 = dZ1.sum(axis=1, keepdims=True)
    db1 /= m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
