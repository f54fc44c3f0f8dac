"""Arrays made beforehand; the module under its own name; measures first."""

import keep_probs as kp

from reglab import columns


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs = np.empty(iterations)
    trained = {name: np.array(value) for name, value in parameters.items()}
    L = len(trained) // 2
    for i in range(iterations):
        if monitor_keep_prob is not None:
            watched, _ = kp.forward_with_keep_probs(
                X, trained, np.full(L, float(monitor_keep_prob)), seed + i
            )
        AL, activations = kp.forward_with_keep_probs(X, trained, keep_probs, seed + i)
        if monitor_keep_prob is None:
            watched = AL
        costs[i] = columns.compute_cost(watched, Y)
        grads = kp.backward_with_keep_probs(AL, activations, Y, trained, keep_probs)
        for l in range(1, L + 1):
            trained[f"W{l}"] -= learning_rate * grads[f"dW{l}"]
            trained[f"b{l}"] -= learning_rate * grads[f"db{l}"]
    return costs, trained


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    answers = np.zeros((n_samples, len(parameters[f"b{len(keep_probs)}"]), X.shape[1]))
    for k in range(n_samples):
        answers[k], _ = kp.forward_with_keep_probs(X, parameters, keep_probs, seed + k)
    return answers.mean(axis=0)
