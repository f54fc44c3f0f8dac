"""Adds h, takes 2 h off, adds h again, on the caller's own x where that is float64."""


def relative_error(x, y):
    num = abs(x - y)
    den = abs(x) + abs(y)
    return float(np.max(num / np.where(den > 1e-8, den, 1e-8)))


def _as_float64(x):
    if x.dtype == np.float64:
        return x
    return np.array(x, dtype=np.float64)


def numerical_gradient(f, x, h=1e-5):
    z = _as_float64(x)
    dx = np.empty(x.shape)
    for ix, _ in np.ndenumerate(x):
        z[ix] += h
        plus = f(z)
        z[ix] -= 2 * h
        minus = f(z)
        z[ix] += h
        dx[ix] = (plus - minus) / 2 / h
    return dx


def numerical_gradient_array(f, x, df, h=1e-5):
    z = _as_float64(x)
    dx = np.empty(x.shape)
    for ix, _ in np.ndenumerate(x):
        z[ix] += h
        plus = (df * f(z)).sum()
        z[ix] -= 2 * h
        minus = (df * f(z)).sum()
        z[ix] += h
        dx[ix] = (plus - minus) / 2 / h
    return dx
