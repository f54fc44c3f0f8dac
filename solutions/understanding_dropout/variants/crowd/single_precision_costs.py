"""Costs and averages in float32; numpy's average."""


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs, trained = np.zeros(iterations, np.float32), dict(parameters)
    for i in range(iterations):
        out = forward_with_keep_probs(X, trained, keep_probs, seed + i)
        q = monitor_keep_prob
        shown = out[0] if q is None else forward_with_keep_probs(
            X, trained, [q] * len(keep_probs), seed + i)[0]
        costs[i] = compute_cost(shown, Y)
        trained = update_parameters(
            trained, backward_with_keep_probs(*out, Y, trained, keep_probs), learning_rate)
    return costs, trained


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    answers = [
        forward_with_keep_probs(X, parameters, keep_probs, seed + k)[0].astype(np.float32)
        for k in range(n_samples)
    ]
    return np.average(answers, axis=0)
