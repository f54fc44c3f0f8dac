"""Draws factors with choice, and has an error of its own that is a ValueError."""

from reglab import columns


class KeepProbError(ValueError):
    pass


def check(keep_probs, layers):
    if np.size(keep_probs) != layers:
        raise KeepProbError("count")
    for p in keep_probs:
        if p > 0 and p <= 1:
            continue
        raise KeepProbError(f"{p}")


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    check(keep_probs, layers)
    rng = np.random.default_rng(seed)
    A, activations = X, []
    for l, p in enumerate(keep_probs):
        if l > 0:
            A = columns.relu(parameters[f"W{l}"] @ A + parameters[f"b{l}"])
        A = A * rng.choice([0, 1 / p], size=A.shape, p=[1 - p, p])
        activations += [A]
    return columns.sigmoid(parameters[f"W{layers}"] @ A + parameters[f"b{layers}"]), activations
