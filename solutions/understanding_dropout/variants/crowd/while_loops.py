"""While loops and deep copies."""

from copy import deepcopy

from keep_probs import *
from reglab.columns import *


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    costs = [0.0] * iterations
    params = deepcopy(parameters)
    i = 0
    while i < iterations:
        AL, acts = forward_with_keep_probs(X, params, keep_probs, seed + i)
        if monitor_keep_prob == None:
            costs[i] = compute_cost(AL, Y)
        else:
            whole, _ = forward_with_keep_probs(
                X, params, [monitor_keep_prob] * (len(params) // 2), seed + i)
            costs[i] = compute_cost(whole, Y)
        grads = backward_with_keep_probs(AL, acts, Y, params, keep_probs)
        params = update_parameters(params, grads, learning_rate)
        i += 1
    return np.array(costs), params


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    k, total = 0, None
    while k < n_samples:
        AL, _ = forward_with_keep_probs(X, parameters, keep_probs, seed + k)
        total = AL.copy() if total is None else total + AL
        k += 1
    return total / float(n_samples)
