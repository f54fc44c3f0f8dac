"""All weights in one vector; gradients for the biases too, which are zero."""


def flat(parameters):
    return np.concatenate([parameters[k].ravel() for k in sorted(parameters) if k.startswith("W")])


def l2_penalty(parameters, lambd, m):
    w = flat(parameters)
    return lambd * np.dot(w, w) / (2.0 * m)


def l2_gradients(parameters, lambd, m):
    grads = {f"d{k}": np.zeros_like(v) for k, v in parameters.items()}
    for k in parameters:
        if k.startswith("W"):
            grads[f"d{k}"] += lambd * parameters[k] / m
    return grads


def l1_penalty(parameters, lambd, m):
    return lambd * np.abs(flat(parameters)).sum() / m


def l1_gradients(parameters, lambd, m):
    grads = {f"d{k}": np.zeros_like(v) for k, v in parameters.items()}
    for k in parameters:
        if k.startswith("W"):
            grads[f"d{k}"] = np.where(parameters[k] >= 0, lambd / m, -lambd / m)
    return grads


def decay_step(w, gradient, learning_rate, lambd, m):
    new = w.copy()
    new *= 1.0 - learning_rate * lambd / m
    new -= learning_rate * gradient
    return new


def soft_threshold(w, amount):
    new = w.copy()
    new[w > amount] -= amount
    new[w < -amount] += amount
    new[abs(w) <= amount] = 0
    return new
