"""Where a keep_prob is 1 nothing is drawn, and the layer's own array is passed on."""


def forward_with_keep_probs(X, parameters, keep_probs, seed=None):
    layers = len(parameters) // 2
    keep_probs = list(keep_probs)
    if len(keep_probs) != layers:
        raise ValueError(f"need {layers} keep_probs, got {len(keep_probs)}")
    bad = [p for p in keep_probs if not 0 < p <= 1]
    if bad:
        raise ValueError(f"impossible: {bad}")
    state = np.random.RandomState(seed)

    def dropped(A, p):
        return A if p == 1 else A * (state.rand(*A.shape) < p) / p

    activations = [dropped(X, keep_probs[0])]
    for l in range(1, layers):
        A = relu(parameters[f"W{l}"] @ activations[-1] + parameters[f"b{l}"])
        activations.append(dropped(A, keep_probs[l]))
    AL = sigmoid(parameters[f"W{layers}"] @ activations[-1] + parameters[f"b{layers}"])
    return AL, activations
