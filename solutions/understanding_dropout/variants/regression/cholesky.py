"""Cholesky's decomposition; returns a float."""


def odds(keep_prob):
    return (1.0 - keep_prob) / keep_prob


def expected_dropout_loss(w, X, y, keep_prob):
    residual = np.subtract(np.matmul(X, w), y)
    data = np.dot(residual, residual)
    penalty = odds(keep_prob) * np.dot(np.square(w), np.square(X).sum(0))
    return float(np.add(data, penalty) / 2 / len(y))


def dropout_regression_weights(X, y, keep_prob):
    gram = np.matmul(X.T, X)
    system = gram + odds(keep_prob) * np.where(np.eye(len(gram), dtype=bool), gram, 0)
    lower = np.linalg.cholesky(system)
    return np.linalg.solve(lower.T, np.linalg.solve(lower, np.matmul(X.T, y)))
