"""Plain loops, and Gaussian elimination by hand."""


def expected_dropout_loss(w, X, y, keep_prob):
    m, n = len(X), len(X[0])
    total = 0.0
    for i in range(m):
        answer, variance = 0.0, 0.0
        for j in range(n):
            answer += X[i, j] * w[j]
            variance += (X[i, j] * w[j]) ** 2 * (1 / keep_prob - 1)
        total += (answer - y[i]) ** 2 + variance
    return total / (2 * m)


def dropout_regression_weights(X, y, keep_prob):
    m, n = len(X), len(X[0])
    A = [[float(sum(X[i, j] * X[i, k] for i in range(m))) for k in range(n)] for j in range(n)]
    b = [float(sum(X[i, j] * y[i] for i in range(m))) for j in range(n)]
    for j in range(n):
        A[j][j] /= keep_prob
    for j in range(n):
        for k in range(j + 1, n):
            f = A[k][j] / A[j][j]
            for c in range(j, n):
                A[k][c] -= f * A[j][c]
            b[k] -= f * b[j]
    w = np.zeros(n)
    for j in reversed(range(n)):
        w[j] = (b[j] - sum(A[j][c] * w[c] for c in range(j + 1, n))) / A[j][j]
    return w
