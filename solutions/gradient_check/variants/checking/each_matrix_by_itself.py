"""Moves W1, b1, ... in copies of the dict, without columns, and adds up squares."""

import math

from numerical import relative_error


def cost(parameters, X, Y):
    return compute_cost(forward_propagation(X, parameters)[0], Y)


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    apart = analytic = numeric = 0.0
    moved = {name: value.astype(float) for name, value in parameters.items()}
    for name, value in moved.items():
        for i in np.ndindex(value.shape):
            old = value[i]
            value[i] = old + epsilon
            up = cost(moved, X, Y)
            value[i] = old - epsilon
            down = cost(moved, X, Y)
            value[i] = old
            n, g = (up - down) / (2 * epsilon), gradients["d" + name][i]
            apart += (g - n) ** 2
            analytic += g * g
            numeric += n * n
    total = math.sqrt(analytic) + math.sqrt(numeric)
    return math.sqrt(apart) / total if total > 0 else 0.0


def wrong_elements(f, x, df, dx, rtol=1e-4, atol=1e-7):
    n = numerical_gradient_array(f, x, df)
    wrong = np.zeros(x.shape, dtype=bool)
    for i in np.ndindex(x.shape):
        if not np.isfinite(dx[i]):
            wrong[i] = True
        elif abs(dx[i] - n[i]) > atol:
            wrong[i] = relative_error(dx[i], n[i]) > rtol
    return wrong
