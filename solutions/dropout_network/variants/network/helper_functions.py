"""One function for a hidden layer, one for its way back, masks from binomial draws."""


def drop(A, keep_prob, rng):
    D = rng.binomial(1, keep_prob, A.shape)
    return D, A * D / keep_prob


def back(dA, Z, D, before, keep_prob):
    dA = dA * D / keep_prob
    dZ = dA * (Z > 0)
    return dA, dZ, dZ @ before.T / before.shape[1], dZ.mean(axis=1, keepdims=True)


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1, W2, b2, W3, b3 = [parameters[n + str(i)] for i in (1, 2, 3) for n in "Wb"]
    rng = np.random.default_rng(seed)
    Z1 = W1 @ X + b1
    D1, A1 = drop(relu(Z1), keep_prob, rng)
    Z2 = W2 @ A1 + b2
    D2, A2 = drop(relu(Z2), keep_prob, rng)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, A3, W3, _ = cache
    dZ3 = A3 - Y
    dW3, db3 = dZ3 @ A2.T / Y.shape[1], dZ3.mean(axis=1, keepdims=True)
    dA2, dZ2, dW2, db2 = back(W3.T @ dZ3, Z2, D2, A1, keep_prob)
    dA1, dZ1, dW1, db1 = back(W2.T @ dZ2, Z1, D1, X, keep_prob)
    return dict(dZ3=dZ3, dW3=dW3, db3=db3, dA2=dA2, dZ2=dZ2, dW2=dW2, db2=db2,
                dA1=dA1, dZ1=dZ1, dW1=dW1, db1=db1)
