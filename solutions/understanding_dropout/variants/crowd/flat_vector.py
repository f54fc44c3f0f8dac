"""Keeps the parameters as one vector; einsum for the mean."""

from reglab.columns import dictionary_to_vector, gradients_to_vector, vector_to_dictionary


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    theta, costs = dictionary_to_vector(parameters), np.zeros(iterations)
    dials = keep_probs if monitor_keep_prob is None else [monitor_keep_prob] * len(keep_probs)
    for i in range(iterations):
        now = vector_to_dictionary(theta, parameters)
        costs[i] = compute_cost(forward_with_keep_probs(X, now, dials, seed + i)[0], Y)
        AL, acts = forward_with_keep_probs(X, now, keep_probs, seed + i)
        gradients = backward_with_keep_probs(AL, acts, Y, now, keep_probs)
        theta = theta - learning_rate * gradients_to_vector(gradients)
    return costs, vector_to_dictionary(theta, parameters)


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    crowd = np.stack([
        forward_with_keep_probs(X, parameters, keep_probs, seed=seed + k)[0]
        for k in range(n_samples)
    ])
    return np.einsum("kom,k->om", crowd, np.full(n_samples, 1 / n_samples))
