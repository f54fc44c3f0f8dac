"""einsum, and the inverse of the matrix."""


def expected_dropout_loss(w, X, y, keep_prob):
    m = X.shape[0]
    r = np.einsum("ij,j->i", X, w) - y
    penalty = (1 - keep_prob) / keep_prob * np.einsum("ij,ij,j,j->", X, X, w, w)
    return (np.einsum("i,i->", r, r) + penalty) / (2 * m)


def dropout_regression_weights(X, y, keep_prob):
    G = np.einsum("ij,ik->jk", X, X)
    D = np.eye(X.shape[1]) * G
    return np.linalg.inv(G + (1 - keep_prob) / keep_prob * D) @ np.einsum("ij,i->j", X, y)
