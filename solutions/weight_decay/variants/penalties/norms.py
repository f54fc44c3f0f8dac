"""Norms of numpy.linalg, comprehensions, clip."""

from numpy.linalg import norm


def _weights(parameters):
    return {k: v for k, v in parameters.items() if k[0] == "W"}


def l2_penalty(parameters, lambd, m):
    return 0.5 * lambd / m * sum(norm(W) ** 2 for W in _weights(parameters).values())


def l2_gradients(parameters, lambd, m):
    return {"d" + k: (lambd / m) * W for k, W in _weights(parameters).items()}


def l1_penalty(parameters, lambd, m):
    return (lambd / m) * sum(norm(W.ravel(), ord=1) for W in _weights(parameters).values())


def l1_gradients(parameters, lambd, m):
    return {"d" + k: lambd / m * ((W > 0).astype(float) - (W < 0)) for k, W in _weights(parameters).items()}


def decay_step(w, gradient, learning_rate, lambd, m):
    return w - learning_rate * (gradient + lambd / m * w)


def soft_threshold(w, amount):
    return w - np.clip(w, -amount, amount)
