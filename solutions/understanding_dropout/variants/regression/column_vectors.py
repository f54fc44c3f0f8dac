"""Columns in the manner of matrices; the loss is an array of one element."""


def expected_dropout_loss(w, X, y, keep_prob):
    m = X.shape[0]
    w, y = w.reshape(-1, 1), y.reshape(-1, 1)
    e = X @ w - y
    G = np.diag(np.diag(X.T @ X))
    return (e.T @ e + (1 - keep_prob) / keep_prob * (w.T @ G @ w)) / (2 * m)


def dropout_regression_weights(X, y, keep_prob):
    y = y.reshape(-1, 1)
    G = X.T @ X
    return np.linalg.solve(G + (1 - keep_prob) / keep_prob * np.diag(np.diag(G)), X.T @ y)
