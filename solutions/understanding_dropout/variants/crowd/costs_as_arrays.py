"""Costs as arrays of one element; own copies of the parameters by name."""


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    L = len(keep_probs)
    Ws = [parameters[f"W{l}"] for l in range(1, L + 1)]
    bs = [parameters[f"b{l}"] for l in range(1, L + 1)]
    costs = []

    def named():
        return {f"{k}{l + 1}": p[l] for l in range(L) for k, p in (("W", Ws), ("b", bs))}

    for i in range(iterations):
        AL, cache = forward_with_keep_probs(X, named(), keep_probs, seed + i)
        shown = AL
        if monitor_keep_prob is not None:
            shown, _ = forward_with_keep_probs(X, named(), L * [monitor_keep_prob], seed + i)
        costs.append(np.array([compute_cost(shown, Y)]))
        grads = backward_with_keep_probs(AL, cache, Y, named(), keep_probs)
        for l in range(L):
            Ws[l] = Ws[l] - learning_rate * grads[f"dW{l + 1}"]
            bs[l] = bs[l] - learning_rate * grads[f"db{l + 1}"]
    return costs, named()


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    total = np.zeros((len(parameters[f"W{len(parameters) // 2}"]), X.shape[1]))
    for s in np.arange(seed, seed + n_samples):
        total += forward_with_keep_probs(X, parameters, keep_probs, int(s))[0]
    return np.divide(total, n_samples)
