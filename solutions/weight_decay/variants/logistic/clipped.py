"""A small number inside the logarithm; the library's sigmoid; in-place on its own arrays."""


def cost(w, b, X, Y, lambd):
    m = Y.shape[1]
    A = np.clip(sigmoid(w.T @ X + b), 1e-9, 1 - 1e-9)
    entropy = -(Y * np.log(A + 1e-9) + (1 - Y) * np.log(1 - A + 1e-9)).mean()
    return entropy + lambd * float((w * w).sum()) / (2 * m)


def gradients(w, b, X, Y, lambd):
    m = Y.shape[1]
    d = sigmoid(w.T @ X + b)
    d -= Y
    dw = X @ d.T
    dw += lambd * w
    dw /= m
    return {"db": d.mean(axis=1, keepdims=True), "dw": dw}
