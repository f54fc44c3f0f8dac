"""Keeps the sums in long double, hands float64 to f, and ends in float32 for dx."""


def relative_error(x, y):
    x, y = np.longdouble(x), np.longdouble(y)
    return np.max(np.abs(x - y) / np.maximum(np.longdouble(1e-8), np.abs(x) + np.abs(y)))


def numerical_gradient(f, x, h=1e-5):
    return numerical_gradient_array(f, x, np.ones(()), h).astype(np.float32)


def numerical_gradient_array(f, x, df, h=1e-5):
    dx = np.zeros(x.shape, dtype=np.longdouble)
    for i in np.ndindex(x.shape):
        ends = []
        for sign in (+1, -1):
            z = np.copy(x).astype(float)
            z[i] += sign * h
            ends.append(np.longdouble(f(z)))
        dx[i] = ((ends[0] - ends[1]) * df).sum() / (2 * np.longdouble(h))
    return dx.astype(float)
