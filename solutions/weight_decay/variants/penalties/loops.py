"""Everything in plain Python loops."""


def l2_penalty(parameters, lambd, m):
    s = 0
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters["W" + str(l)]
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                s += W[i][j] * W[i][j]
    return s * lambd / m / 2


def l2_gradients(parameters, lambd, m):
    grads = {}
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters["W" + str(l)]
        dW = np.zeros(W.shape)
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                dW[i, j] = lambd * W[i, j] / m
        grads["dW" + str(l)] = dW
    return grads


def l1_penalty(parameters, lambd, m):
    s = 0
    for l in range(1, len(parameters) // 2 + 1):
        for row in parameters["W" + str(l)]:
            for w in row:
                s += abs(w)
    return s * lambd / m


def l1_gradients(parameters, lambd, m):
    grads = {}
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters["W" + str(l)]
        dW = np.empty_like(W)
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                if W[i, j] > 0:
                    dW[i, j] = lambd / m
                else:
                    dW[i, j] = -lambd / m
        grads["dW" + str(l)] = dW
    return grads


def decay_step(w, gradient, learning_rate, lambd, m):
    out = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        out[place] = w[place] * (1 - learning_rate * lambd / m) - learning_rate * gradient[place]
    return out


def soft_threshold(w, amount):
    out = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        if w[place] > amount:
            out[place] = w[place] - amount
        elif w[place] < -amount:
            out[place] = w[place] + amount
    return out
