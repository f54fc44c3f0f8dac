"""Draws the random numbers of all layers at once and cuts them up."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers, m = len(parameters) // 2, X.shape[1]
    if len(keep_probs) != layers:
        raise ValueError("length")
    if min(keep_probs) <= 0 or max(keep_probs) > 1 or any(p != p for p in keep_probs):
        raise ValueError("range")
    widths = [len(X)] + [len(parameters[f"b{l}"]) for l in range(1, layers)]
    draws = np.random.default_rng(seed).random((sum(widths), m))
    masks = np.split(draws, np.cumsum(widths)[:-1])
    A, activations = X, []
    for l, (p, draw) in enumerate(zip(keep_probs, masks, strict=True)):
        if l > 0:
            A = relu(parameters[f"W{l}"] @ A + parameters[f"b{l}"])
        A = np.where(draw < p, A / p, 0)
        activations.append(A)
    return sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]), activations
