"""Asks in the opposite order; the class of an accumulator."""

import keep_probs as kp


class Accumulator:
    def __init__(self):
        self.sum, self.count = 0.0, 0

    def add(self, value):
        self.sum, self.count = self.sum + value, self.count + 1

    @property
    def mean(self):
        return self.sum / self.count


def training_curve(X, Y, parameters, keep_probs, learning_rate=0.1, iterations=100,
                   monitor_keep_prob=None, seed=0):
    history, now = {}, parameters
    for i in range(iterations):
        AL, A = kp.forward_with_keep_probs(X, now, keep_probs, seed + i)
        if monitor_keep_prob is not None:
            watched, _ = kp.forward_with_keep_probs(X, now, [monitor_keep_prob] * len(A), seed + i)
            history[i] = compute_cost(watched, Y)
        else:
            history[i] = compute_cost(AL, Y)
        now = update_parameters(
            parameters=now,
            gradients=kp.backward_with_keep_probs(
                AL=AL, activations=A, Y=Y, parameters=now, keep_probs=keep_probs
            ),
            learning_rate=learning_rate,
        )
    return np.array(list(history.values())), now


def average_of_sampled_nets(X, parameters, keep_probs, n_samples, seed=0):
    crowd = Accumulator()
    for k in reversed(range(n_samples)):
        answer, _ = kp.forward_with_keep_probs(
            X=X, parameters=parameters, keep_probs=keep_probs, seed=seed + k
        )
        crowd.add(answer)
    return crowd.mean
