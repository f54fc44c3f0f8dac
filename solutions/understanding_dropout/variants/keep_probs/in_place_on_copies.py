"""Writes into arrays of its own, with the helpers that the skeleton imports."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    rng = np.random.default_rng(seed)
    AL, activations = None, []

    try:
        for p, _ in zip(keep_probs, range(layers), strict=True):
            if not (p > 0) or not (p <= 1):
                raise ValueError("a keep_prob is not in (0, 1]")
    except ValueError as error:
        raise ValueError(f"keep_probs cannot be {keep_probs}: {error}") from error

    A = X.copy()
    for layer in range(layers):
        if layer != 0:
            A = relu(parameters["W" + str(layer)] @ A + parameters["b" + str(layer)])
        dropped = rng.random(A.shape) >= keep_probs[layer]
        A[dropped] = 0
        np.divide(A, keep_probs[layer], out=A)
        activations.append(A)
    AL = sigmoid(parameters["W" + str(layers)] @ A + parameters["b" + str(layers)])
    return AL, activations
