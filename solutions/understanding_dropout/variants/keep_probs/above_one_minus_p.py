"""Compares the other way round, and checks everything in one line."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    if len(keep_probs) != layers or not all(0 < p <= 1 for p in keep_probs):
        raise ValueError(f"{keep_probs} cannot be")
    rng = np.random.default_rng(seed)
    activations = []
    for l, p in enumerate(keep_probs):
        A = X if l == 0 else relu(parameters[f"W{l}"] @ activations[-1] + parameters[f"b{l}"])
        activations.append(A * (rng.random(A.shape) > 1 - p) / p)
    return sigmoid(parameters[f"W{layers}"] @ activations[-1] + parameters[f"b{layers}"]), activations
