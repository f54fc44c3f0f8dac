"""Transposes everything, computes with examples as rows, and transposes back."""


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    rng = np.random.default_rng(seed)
    x, kept = X.T, []
    for layer in ("1", "2", "3"):
        w, b = parameters["W" + layer].T, parameters["b" + layer].ravel()
        z = x @ w + b
        if layer == "3":
            x = np.exp(-np.logaddexp(0, -z))
            kept += [z.T, x.T, parameters["W3"], parameters["b3"]]
        else:
            d = rng.random(z.shape) < keep_prob
            x = np.maximum(z, 0) * d / keep_prob
            kept += [z.T, d.T, x.T, parameters["W" + layer], parameters["b" + layer]]
    return x.T, tuple(kept)


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = (np.transpose(a) for a in cache)
    x, y = X.T, Y.T
    n = len(x)
    dz3 = A3 - y
    da2 = dz3 @ W3.T * D2 / keep_prob
    dz2 = da2 * (Z2 > 0)
    da1 = dz2 @ W2.T * D1 / keep_prob
    dz1 = da1 * (Z1 > 0)
    rows = {"dZ3": dz3, "dA2": da2, "dZ2": dz2, "dA1": da1, "dZ1": dz1,
            "dW3": A2.T @ dz3 / n, "dW2": A1.T @ dz2 / n, "dW1": x.T @ dz1 / n,
            "db3": dz3.sum(0, keepdims=True) / n, "db2": dz2.sum(0, keepdims=True) / n,
            "db1": dz1.sum(0, keepdims=True) / n}
    return {name: value.T for name, value in rows.items()}
