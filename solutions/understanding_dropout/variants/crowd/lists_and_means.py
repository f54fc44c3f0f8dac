"""Lists throughout; the average by np.mean."""


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs = []
    for i in range(iterations):
        AL, activations = forward_with_keep_probs(X, parameters, keep_probs, seed=seed + i)
        grads = backward_with_keep_probs(AL, activations, Y, parameters, keep_probs)
        if monitor_keep_prob is None:
            costs.append(compute_cost(AL, Y))
        else:
            ones = [monitor_keep_prob for _ in keep_probs]
            costs.append(compute_cost(forward_with_keep_probs(X, parameters, ones, seed + i)[0], Y))
        parameters = update_parameters(parameters, grads, learning_rate)
    return costs, parameters


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    answers = [
        forward_with_keep_probs(X, parameters, keep_probs, seed + k)[0] for k in range(n_samples)
    ]
    return np.mean(answers, axis=0)
