"""Each layer has a generator of its own, spawned from the seed; einsum for the products."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    if len(keep_probs) != layers:
        raise ValueError(f"{len(keep_probs)} keep_probs for {layers} layers")
    children = np.random.SeedSequence(seed).spawn(layers)
    A, activations = X, []
    for l in range(layers):
        p = float(keep_probs[l])
        if not 0 < p <= 1:
            raise ValueError(f"keep_probs[{l}] = {p}")
        if l > 0:
            A = np.einsum("ij,jm->im", parameters[f"W{l}"], A) + parameters[f"b{l}"]
            A = 0.5 * (A + np.abs(A))
        generator = np.random.Generator(np.random.PCG64(children[l]))
        A = A * (generator.uniform(0, 1, A.shape) <= p) / p
        activations.append(A)
    Z = np.einsum("ij,jm->im", parameters[f"W{layers}"], A) + parameters[f"b{layers}"]
    return np.exp(-np.logaddexp(0, -Z)), activations
