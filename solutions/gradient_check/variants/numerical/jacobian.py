"""Builds the whole Jacobian first, and multiplies it by df."""


def relative_error(x, y):
    x = np.asarray(x)
    y = np.asarray(y)
    s = np.abs(x) + np.abs(y)
    s = np.maximum(s, 1e-8)
    return np.max(np.abs((x - y) / s))


def _moved(x, i, by):
    z = x.astype(np.float64)  # a copy, whatever the dtype
    z[i] += by
    return z


def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape, dtype=np.float64)
    it = np.ndindex(x.shape)
    for i in it:
        g[i] = (f(_moved(x, i, h)) - f(_moved(x, i, -h))) / (2 * h)
    return g


def numerical_gradient_array(f, x, df, h=1e-5):
    columns = [
        (f(_moved(x, ix, h)) - f(_moved(x, ix, -h))).reshape(-1) / (2 * h)
        for ix in np.ndindex(x.shape)
    ]
    J = np.stack(columns, axis=1)  # (outputs, inputs)
    return (df.reshape(-1) @ J).reshape(x.shape)
