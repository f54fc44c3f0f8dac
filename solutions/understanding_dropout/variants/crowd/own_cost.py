"""Writes out the cost and the update; a running mean."""


def cost(A, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs, w = np.array([]), parameters
    for i in range(seed, seed + iterations):
        A, cache = forward_with_keep_probs(X, w, keep_probs, i)
        B = A
        if monitor_keep_prob is not None:
            B = forward_with_keep_probs(X, w, (monitor_keep_prob,) * len(keep_probs), i)[0]
        costs = np.append(costs, cost(B, Y))
        g = backward_with_keep_probs(A, cache, Y, w, keep_probs)
        w = {k: w[k] - learning_rate * g["d" + k] for k in w}
    return costs, w


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    mean = 0
    for k in range(n_samples):
        A = forward_with_keep_probs(X, parameters, keep_probs, seed + k)[0]
        mean += (A - mean) / (k + 1)
    return mean
