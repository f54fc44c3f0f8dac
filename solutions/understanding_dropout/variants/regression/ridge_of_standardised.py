"""Scales each input to mean square 1, where dropout is ridge, and scales back."""


def expected_dropout_loss(w, X, y, keep_prob):
    rms = np.sqrt(np.mean(X * X, axis=0))
    v = w * rms
    lam = 1 / keep_prob - 1
    error = y - X @ w  # a column of zeros has no scale
    return 0.5 * (error @ error / len(y) + lam * v @ v)


def dropout_regression_weights(X, y, keep_prob):
    rms = np.sqrt(np.mean(X * X, axis=0))
    Z, lam = X / rms, 1 / keep_prob - 1
    v = np.linalg.solve(Z.T @ Z / len(y) + lam * np.eye(len(rms)), Z.T @ y / len(y))
    return v / rms
