"""einsum throughout, and a cache that is a list."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    r1, r2 = np.random.default_rng(seed).spawn(2)
    Z1 = np.einsum("ij,jm->im", W1, X) + b1
    D1 = np.floor(r1.random(Z1.shape) + keep_prob)
    A1 = np.clip(Z1, 0, None) * D1 / keep_prob
    Z2 = np.einsum("ij,jm->im", W2, A1) + b2
    D2 = np.floor(r2.random(Z2.shape) + keep_prob)
    A2 = np.clip(Z2, 0, None) * D2 / keep_prob
    Z3 = np.einsum("ij,jm->im", W3, A2) + b3
    A3 = 0.5 * (1 + np.tanh(Z3 / 2))
    return A3, [Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3]


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    mean = np.full(X.shape[1], 1 / X.shape[1])
    dZ3 = A3 - Y
    dA2 = np.einsum("ki,km,im->im", W3, dZ3, D2 / keep_prob)
    dZ2 = dA2 * np.heaviside(Z2, 0)
    dA1 = np.einsum("ki,km,im->im", W2, dZ2, D1 / keep_prob)
    dZ1 = dA1 * np.heaviside(Z1, 0)
    gradients = {"dA2": dA2, "dA1": dA1}
    for i, dZ, before in (("3", dZ3, A2), ("2", dZ2, A1), ("1", dZ1, X)):
        gradients["dZ" + i] = dZ
        gradients["dW" + i] = np.einsum("im,jm,m->ij", dZ, before, mean)
        gradients["db" + i] = np.einsum("im,m->i", dZ, mean)[:, None]
    return gradients
