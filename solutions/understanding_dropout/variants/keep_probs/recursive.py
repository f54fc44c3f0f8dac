"""Calls itself, layer by layer."""


def _rest(A, layer, parameters, keep_probs, rng):
    A = A * np.where(rng.uniform(size=A.shape) < keep_probs[layer], 1 / keep_probs[layer], 0.0)
    Z = parameters[f"W{layer + 1}"].dot(A) + parameters[f"b{layer + 1}"]
    if layer + 1 == len(keep_probs):
        return sigmoid(Z), [A]
    AL, above = _rest(relu(Z), layer + 1, parameters, keep_probs, rng)
    return AL, [A, *above]


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    if 2 * len(keep_probs) != len(parameters):
        raise ValueError
    if any(not (p > 0 and p <= 1) for p in keep_probs):
        raise ValueError
    return _rest(X, 0, parameters, keep_probs, np.random.default_rng(seed))
