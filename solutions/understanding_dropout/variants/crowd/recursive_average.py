"""The average of n nets from that of n - 1; a closure trains."""


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    def J(trained, AL, i):
        if monitor_keep_prob is None:
            return compute_cost(AL, Y)
        dials = [monitor_keep_prob for _ in range(len(trained) // 2)]
        return compute_cost(forward_with_keep_probs(X, trained, dials, seed + i)[0], Y)

    def step(trained, i):
        AL, activations = forward_with_keep_probs(X, trained, keep_probs, seed + i)
        gradients = backward_with_keep_probs(AL, activations, Y, trained, keep_probs)
        return J(trained, AL, i), update_parameters(trained, gradients, learning_rate)

    trained, costs = parameters, np.zeros(iterations)
    for i in range(iterations):
        costs[i], trained = step(trained, i)
    return costs, dict(trained)


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    last = forward_with_keep_probs(X, parameters, keep_probs, seed + n_samples - 1)[0]
    if n_samples == 1:
        return last
    others = average_of_sampled_nets(X, parameters, keep_probs, n_samples - 1, seed)
    return (others * (n_samples - 1) + last) / n_samples
