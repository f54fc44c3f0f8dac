"""einsum, trace, map and reduce; the penalty as an array of one element."""

from functools import reduce


def l2_penalty(parameters, lambd, m):
    n = len(parameters) // 2
    return np.array([lambd / 2 / m * sum(np.einsum("ij,ij->", parameters[f"W{i + 1}"], parameters[f"W{i + 1}"]) for i in range(n))])


def l2_gradients(parameters, lambd, m):
    n = len(parameters) // 2
    return dict(zip([f"dW{i + 1}" for i in range(n)], map(lambda i: np.multiply(lambd / m, parameters[f"W{i + 1}"]), range(n))))


def l1_penalty(parameters, lambd, m):
    return reduce(lambda total, k: total + lambd / m * np.linalg.norm(parameters[k].flatten(), 1) if k.startswith("W") else total, parameters, 0.0)


def l1_gradients(parameters, lambd, m):
    tiny = 1e-12
    return {f"d{k}": lambd / m * W / (np.abs(W) + tiny) for k, W in parameters.items() if k.startswith("W")}


def soft_threshold(w, amount):
    return np.maximum(w - amount, 0) + np.minimum(w + amount, 0)
