"""Moves the elements of a flat view of its own C-ordered copy."""


def relative_error(x, y):
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    worst = 0.0
    for a, b in zip(x.flat, y.flat):
        worst = max(worst, abs(a - b) / max(1e-8, abs(a) + abs(b)))
    return worst


def numerical_gradient(f, x, h=1e-5):
    z = np.array(x, dtype=np.float64, order="C")
    flat = z.reshape(-1)
    dx = np.zeros(z.size)
    for k in range(z.size):
        keep = flat[k]
        flat[k] = keep + h
        up = float(f(z))
        flat[k] = keep - h
        down = float(f(z))
        flat[k] = keep
        dx[k] = 0.5 * (up - down) / h
    return dx.reshape(x.shape)


def numerical_gradient_array(f, x, df, h=1e-5):
    z = np.array(x, dtype=np.float64, order="C")
    dx = np.zeros(z.shape)
    for k in range(z.size):
        keep = z.flat[k]
        z.flat[k] = keep + h
        up = np.array(f(z), copy=True)
        z.flat[k] = keep - h
        down = np.array(f(z), copy=True)
        z.flat[k] = keep
        dx.flat[k] = 0.5 * np.einsum("i,i->", df.ravel(), (up - down).ravel()) / h
    return dx
