"""Eigenvectors of the symmetric system; the loss in long double."""


def expected_dropout_loss(w, X, y, keep_prob):
    w, X, y = (np.asarray(a, np.longdouble) for a in (w, X, y))
    data = ((X @ w - y) ** 2).mean() / 2
    if keep_prob == 1:
        return np.float64(data)
    return np.float64(data + (1 - keep_prob) / (2 * keep_prob) * (X**2 @ w**2).mean())


def dropout_regression_weights(X, y, keep_prob):
    gram = X.T @ X
    gram += np.diag((1 - keep_prob) / keep_prob * gram.diagonal())
    values, vectors = np.linalg.eigh(gram)
    return vectors @ ((vectors.T @ (X.T @ y)) / values)
