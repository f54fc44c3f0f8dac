"""Builds the mean of the matrix of a dropped X, element by element; statistics of the library."""

import statistics


def expected_dropout_loss(w, X, y, keep_prob):
    losses = []
    for row, target in zip(X.tolist(), y.tolist(), strict=True):
        terms = [a * b for a, b in zip(row, w.tolist(), strict=True)]
        spread = sum(t * t for t in terms) * (1 - keep_prob) / keep_prob
        losses.append(((sum(terms) - target) ** 2 + spread) / 2)
    return statistics.fmean(losses)


def dropout_regression_weights(X, y, keep_prob):
    n = X.shape[1]
    expected = np.array([
        [(X[:, j] @ X[:, k]) / (keep_prob if j == k else 1) for k in range(n)] for j in range(n)
    ])
    return np.linalg.solve(expected, y @ X)
