"""Multiplies before the relu, which is the same: masks are not negative."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    rng = np.random.default_rng(seed)
    if len(keep_probs) != layers:
        raise ValueError(len(keep_probs))
    scales = []
    for p in keep_probs:
        if not (0.0 < p <= 1.0):
            raise ValueError(p)
        scales.append(1.0 / p)
    activations = [X * scales[0] * (rng.random(X.shape) < keep_probs[0])]
    for l in range(1, layers):
        Z = parameters[f"W{l}"] @ activations[l - 1] + parameters[f"b{l}"]
        Z *= scales[l] * (rng.random(Z.shape) < keep_probs[l])
        activations.append(Z * (Z > 0))
    Z = parameters[f"W{layers}"] @ activations[-1] + parameters[f"b{layers}"]
    return sigmoid(Z), activations
