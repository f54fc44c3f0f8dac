"""The gradient of a number is that of an array with an upstream gradient of 1."""


def relative_error(x, y):
    error = np.true_divide(np.abs(np.subtract(x, y)), np.maximum(np.abs(x) + np.abs(y), 1e-8))
    return np.amax(error)


def numerical_gradient(f, x, h=1e-5):
    return numerical_gradient_array(f, x, 1, h)


def numerical_gradient_array(f, x, df, h=1e-5):
    x0 = np.asarray(x, dtype="float64")
    dx = np.full(x0.shape, np.nan)
    for index in np.ndindex(x0.shape):
        here = np.zeros(x0.shape)
        here[index] = h
        right = f(x0 + here)
        left = f(x0 - here)
        dx[index] = np.sum((right - left) * df) / (h + h)
    return dx
