"""Computes in single precision."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    if len(keep_probs) != layers:
        raise ValueError("number of keep_probs")
    if not np.all(np.logical_and(np.greater(keep_probs, 0), np.less_equal(keep_probs, 1))):
        raise ValueError("range of keep_probs")
    rng = np.random.default_rng(seed)
    A = X.astype(np.float32)
    activations = []
    for l in range(layers):
        if l:
            W, b = (parameters[f"{k}{l}"].astype(np.float32) for k in "Wb")
            A = np.maximum(W @ A + b, np.float32(0))
        mask = rng.random(A.shape, dtype=np.float32) < keep_probs[l]
        A = (A * mask / np.float32(keep_probs[l])).astype(np.float32)
        activations.append(A)
    W, b = (parameters[f"{k}{layers}"].astype(np.float32) for k in "Wb")
    return 1 / (1 + np.exp(-(W @ A + b))), activations
