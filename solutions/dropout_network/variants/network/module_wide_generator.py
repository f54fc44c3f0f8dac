"""A generator of its own for the whole module, replaced where a seed is given; copies of weights."""

import copy

from reglab import columns

generator = np.random.default_rng()


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5, seed=None):
    global generator
    if seed is not None:
        generator = np.random.default_rng(seed)
    P = copy.deepcopy(parameters)
    Z1 = P["W1"] @ X + P["b1"]
    D1 = generator.random(Z1.shape) < keep_prob
    A1 = columns.relu(Z1) * (D1 / keep_prob)
    Z2 = P["W2"] @ A1 + P["b2"]
    D2 = generator.random(Z2.shape) < keep_prob
    A2 = columns.relu(Z2) * (D2 / keep_prob)
    Z3 = P["W3"] @ A2 + P["b3"]
    A3 = columns.sigmoid(Z3)
    return A3, (Z1, D1, A1, P["W1"], P["b1"], Z2, D2, A2, P["W2"], P["b2"], Z3, A3, P["W3"], P["b3"])


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    """Example by example, through weights that have the masks in them."""
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    grads = {k: [] for k in ("dZ3", "dA2", "dZ2", "dA1", "dZ1")}
    for j in range(m):
        dz3 = A3[:, [j]] - Y[:, [j]]
        da2 = (W3 * D2[:, j] / keep_prob).T @ dz3
        dz2 = da2 * (Z2[:, [j]] > 0)
        da1 = (W2 * D1[:, j] / keep_prob).T @ dz2
        dz1 = da1 * (Z1[:, [j]] > 0)
        for k, v in zip(grads, (dz3, da2, dz2, da1, dz1)):
            grads[k].append(v)
    g = {k: np.hstack(v) for k, v in grads.items()}
    for i, before in ((3, A2), (2, A1), (1, X)):
        g[f"dW{i}"] = g[f"dZ{i}"] @ before.T / m
        g[f"db{i}"] = np.average(g[f"dZ{i}"], axis=1).reshape(-1, 1)
    return g
