"""The Frobenius norm as a trace; np.select; keys counted down."""


def layers(parameters):
    return reversed(range(1, 1 + len([k for k in parameters if k.startswith("W")])))


def l2_penalty(parameters, lambd, m):
    penalty = 0.0
    for l in layers(parameters):
        W = parameters[f"W{l}"]
        penalty += np.trace(W.T @ W) * lambd / (2 * m)
    return float(penalty)


def l2_gradients(parameters, lambd, m):
    out = {}
    for l in layers(parameters):
        dW, db = parameters[f"W{l}"].copy(), np.zeros((len(parameters[f"b{l}"]), 1))
        dW *= lambd
        dW /= m
        out[f"dW{l}"], out[f"db{l}"] = dW, db
    return out


def l1_penalty(parameters, lambd, m):
    return float(sum(np.sqrt(parameters[f"W{l}"] ** 2).sum() for l in layers(parameters)) * lambd / m)


def l1_gradients(parameters, lambd, m):
    out = {}
    for l in layers(parameters):
        W = parameters[f"W{l}"]
        out[f"dW{l}"] = np.select([W > 0, W < 0], [1.0, -1.0], default=0.5) * lambd / m
    return out


def decay_step(w, gradient, learning_rate, lambd, m):
    shrink = 1 - learning_rate * lambd / m
    return np.add(np.multiply(shrink, w), np.multiply(-learning_rate, gradient))


def soft_threshold(w, amount):
    return np.select([w > amount, w < -amount], [w - amount, w + amount], default=0.0)
