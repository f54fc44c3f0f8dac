"""A generator takes the steps, and the curve is what it yields."""


def steps(X, Y, parameters, keep_probs, rate, seeds):
    for seed in seeds:
        AL, activations = forward_with_keep_probs(X, parameters, keep_probs, seed)
        yield seed, parameters, AL
        gradients = backward_with_keep_probs(AL, activations, Y, parameters, keep_probs)
        parameters = update_parameters(parameters, gradients, rate)
    yield None, parameters, None


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs = []
    seeds = range(seed, seed + iterations)
    for number, trained, AL in steps(X, Y, parameters, keep_probs, learning_rate, seeds):
        if number is None:
            break
        if monitor_keep_prob is not None:
            dials = [monitor_keep_prob] * len(keep_probs)
            AL, _ = forward_with_keep_probs(X, trained, dials, number)
        costs.append(compute_cost(AL, Y))
    return np.asarray(costs), trained


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    answers = (
        forward_with_keep_probs(X, parameters, keep_probs, s)[0]
        for s in range(seed, seed + n_samples)
    )
    return sum(answers) / n_samples
