"""Two fresh copies of x for every element, in the manner of Coursera."""

import copy


def relative_error(x, y):
    x = np.array(x, dtype=float)
    y = np.array(y, dtype=float)
    e = np.abs(x - y) / np.clip(np.abs(x) + np.abs(y), 1e-8, None)
    return e.max()


def numerical_gradient(f, x, h=1e-5):
    dx = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        x_plus = copy.deepcopy(x).astype(float)
        x_plus[i] = x_plus[i] + h
        J_plus = f(x_plus)

        x_minus = copy.deepcopy(x).astype(float)
        x_minus[i] = x_minus[i] - h
        J_minus = f(x_minus)

        dx[i] = (J_plus - J_minus) / (2. * h)
    return dx


def numerical_gradient_array(f, x, df, h=1e-5):
    dx = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        x_plus = x.astype(float)
        x_plus[i] += h
        x_minus = x.astype(float)
        x_minus[i] -= h
        dx[i] = np.vdot(df, (f(x_plus) - f(x_minus)) / (2. * h))
    return dx
