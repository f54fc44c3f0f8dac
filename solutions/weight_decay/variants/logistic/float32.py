def cost(w, b, X, Y, lambd):
    w, X, Y = w.astype(np.float32), X.astype(np.float32), Y.astype(np.float32)
    m = np.float32(X.shape[1])
    A = 1 / (1 + np.exp(-(w.T @ X + np.float32(b))))
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / m + np.float32(lambd) / (2 * m) * (w ** 2).sum()


def gradients(w, b, X, Y, lambd):
    w, X, Y = w.astype(np.float32), X.astype(np.float32), Y.astype(np.float32)
    m = np.float32(X.shape[1])
    A = 1 / (1 + np.exp(-(w.T @ X + np.float32(b))))
    return {"dw": X @ (A - Y).T / m + np.float32(lambd) / m * w, "db": (A - Y).mean()}
