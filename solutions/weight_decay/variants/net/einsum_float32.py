"""Single precision and einsum; the cost as an array of one element."""


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    A3 = A3.astype(np.float32)
    entropy = -np.log(np.where(Y == 1, A3, 1 - A3)).sum(axis=1, keepdims=True) / m
    squares = sum(np.einsum("ij,ij", parameters[k], parameters[k]) for k in ("W1", "W2", "W3"))
    return entropy + lambd * squares / m / 2


def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z1, A1, W1, _, Z2, A2, W2, _, Z3, A3, W3, _ = (array.astype(np.float32) for array in cache)
    X, m = X.astype(np.float32), X.shape[1]
    dZ3 = A3 - Y.astype(np.float32)
    dZ2 = np.where(Z2 > 0, np.einsum("ji,jn->in", W3, dZ3), 0)
    dZ1 = np.where(Z1 > 0, np.einsum("ji,jn->in", W2, dZ2), 0)
    grads = {}
    for l, dZ, A, W in ((1, dZ1, X, W1), (2, dZ2, A1, W2), (3, dZ3, A2, W3)):
        grads[f"dW{l}"] = np.einsum("in,jn->ij", dZ, A) / m + np.float32(lambd / m) * W
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
    return grads
