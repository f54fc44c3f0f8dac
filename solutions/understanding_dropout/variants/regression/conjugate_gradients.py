"""Solves by conjugate gradients on scaled inputs, without forming X'X."""


def expected_dropout_loss(w, X, y, keep_prob):
    q = 1 - keep_prob
    data_term = ((y - X @ w) ** 2).sum() / 2 / y.size
    return data_term + q / keep_prob / 2 * ((X * w) ** 2).sum() / y.size


def dropout_regression_weights(X, y, keep_prob):
    scale = np.sqrt((X**2).sum(axis=0) / keep_prob)
    Z = X / scale
    extra = (1 - keep_prob) * np.ones(X.shape[1])

    def times(v):
        return Z.T @ (Z @ v) + extra * v

    v = np.zeros(X.shape[1])
    r = Z.T @ y - times(v)
    d, size = r.copy(), r @ r
    for _ in range(20 * X.shape[1]):
        if size < 1e-26 * (y @ y):
            break
        Ad = times(d)
        step = size / (d @ Ad)
        v, r = v + step * d, r - step * Ad
        size, before = r @ r, size
        d = r + size / before * d
    return v / scale
