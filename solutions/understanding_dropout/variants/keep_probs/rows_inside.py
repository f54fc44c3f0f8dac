"""Works with examples in rows and turns everything round at the end."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    depth = len(parameters) // 2
    probs = np.array(keep_probs, float).ravel()
    if probs.size != depth or not ((probs > 0).all() and (probs <= 1).all()):
        raise ValueError("keep_probs must be L numbers in (0, 1]")
    rng = np.random.default_rng(seed)
    h, hs = X.T, []
    for i, p in enumerate(probs):
        if i:
            h = np.clip(h @ parameters[f"W{i}"].T + parameters[f"b{i}"].T, 0, None)
        h = h * ((rng.random(h.shape) < p) / p)
        hs.append(h)
    scores = h @ parameters[f"W{depth}"].T + parameters[f"b{depth}"].T
    return (0.5 * (1 + np.tanh(scores / 2))).T, [h.T for h in hs]
