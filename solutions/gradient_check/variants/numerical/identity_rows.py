"""Every step is a row of h times the identity; list comprehensions throughout."""


def relative_error(x, y):
    pairs = zip(np.ravel(x).tolist(), np.ravel(y).tolist())
    return max(abs(a - b) / max(1e-8, abs(a) + abs(b)) for a, b in pairs)


def numerical_gradient(f, x, h=1e-5):
    steps = [e.reshape(x.shape) for e in h * np.eye(x.size)]
    slopes = [float(f(x + e) - f(x - e)) / (2 * h) for e in steps]
    return np.array(slopes).reshape(x.shape)


def numerical_gradient_array(f, x, df, h=1e-5):
    def loss(z):
        return np.sum(df * f(z))

    return numerical_gradient(loss, x, h)
