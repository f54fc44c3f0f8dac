"""Draws with binomial; returns a tuple of activations; validates with numpy."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    L = len(parameters) // 2
    p = np.asarray(keep_probs, dtype=float)
    if p.shape != (L,):
        raise ValueError(f"expected {L} keep_probs")
    if not np.all((p > 0) & (p <= 1)):
        raise ValueError(f"keep_probs out of range: {p}")
    rng = np.random.default_rng(seed)
    A = X * (rng.binomial(1, p[0], X.shape) / p[0])
    passed = [A]
    for l in range(1, L):
        Z = parameters[f"W{l}"] @ A + parameters[f"b{l}"]
        A = relu(Z) * (rng.binomial(1, p[l], Z.shape) / p[l])
        passed.append(A)
    return sigmoid(parameters[f"W{L}"] @ A + parameters[f"b{L}"]), tuple(passed)
