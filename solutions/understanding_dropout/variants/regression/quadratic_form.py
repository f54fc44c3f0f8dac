"""Everything from X'X, X'y and y'y; the diagonal is divided by p."""


def _system(X, y, keep_prob):
    A = X.T.dot(X) / len(X)
    A[np.diag_indices_from(A)] /= keep_prob
    return A, X.T.dot(y) / len(X)


def expected_dropout_loss(w, X, y, keep_prob):
    A, b = _system(X, y, keep_prob)
    return (w.dot(A).dot(w) - 2 * b.dot(w) + y.dot(y) / len(y)) / 2


def dropout_regression_weights(X, y, keep_prob):
    return np.linalg.solve(*_system(X, y, keep_prob))
