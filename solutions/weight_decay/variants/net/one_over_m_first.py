"""The mean is taken at the top, so that no layer divides again."""


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = A3.shape[1]
    entropy = -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))
    norms = [np.linalg.norm(parameters["W" + str(l)], "fro") ** 2 for l in range(1, 4)]
    return entropy + lambd * np.sum(norms) / (2 * m)


def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = Y.size
    d = (A3 - Y) / m
    gradients = {}
    for l, (before, W, Z) in zip((3, 2, 1), ((A2, W3, Z2), (A1, W2, Z1), (X, W1, None))):
        gradients[f"dW{l}"] = d @ before.T + (lambd / m) * W
        gradients[f"db{l}"] = d.sum(axis=1).reshape(-1, 1)
        if l > 1:
            d = W.T @ d
            d[Z <= 0] = 0
    return gradients
