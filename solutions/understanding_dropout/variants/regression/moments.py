"""The second moment of the answer less the square of its mean; pinv."""


def expected_dropout_loss(w, X, y, keep_prob):
    terms = X * w
    mean = terms.sum(axis=1)
    second_moment_of_mask = 1 / keep_prob
    variance = (terms**2 * (second_moment_of_mask - 1)).sum(axis=1)
    return np.average((mean - y) ** 2 + variance) * 0.5


def dropout_regression_weights(X, y, keep_prob):
    gram = X.T @ X
    return np.linalg.pinv(gram + (1 / keep_prob - 1) * np.diagflat(np.diagonal(gram))) @ X.T @ y
