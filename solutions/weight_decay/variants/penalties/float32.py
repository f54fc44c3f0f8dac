"""Single precision throughout."""


def single(parameters):
    return {k: v.astype(np.float32) for k, v in parameters.items() if "W" in k}


def l2_penalty(parameters, lambd, m):
    return np.float32(lambd / (2 * m)) * sum(np.sum(np.square(W)) for W in single(parameters).values())


def l2_gradients(parameters, lambd, m):
    return {f"d{k}": np.float32(lambd / m) * W for k, W in single(parameters).items()}


def l1_penalty(parameters, lambd, m):
    return np.float32(lambd / m) * sum(np.sum(np.abs(W)) for W in single(parameters).values())


def l1_gradients(parameters, lambd, m):
    return {f"d{k}": np.float32(lambd / m) * np.sign(W) for k, W in single(parameters).items()}


def decay_step(w, gradient, learning_rate, lambd, m):
    w, gradient = w.astype(np.float32), gradient.astype(np.float32)
    return np.float32(1 - learning_rate * lambd / m) * w - np.float32(learning_rate) * gradient


def soft_threshold(w, amount):
    w = w.astype(np.float32)
    return np.sign(w) * np.maximum(np.abs(w) - np.float32(amount), np.float32(0))
