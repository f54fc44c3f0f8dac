"""Functions for numerical.py to measure; a function cannot cross to a submission.

None of them is even or odd, so that a slope of one place is not that of another.
"""

import numerical
import numpy as np


def cubic(c):
    """The function sum(c (x^3 + x^2))."""
    return lambda x: np.sum(c * (x**3 + x**2))


def gradient_of_cubic(x, c, h):
    """numerical_gradient of the cubic."""
    return numerical.numerical_gradient(cubic(c), x, h)


def moves_of_gradient(x, h):
    """Where numerical_gradient calls f: a row for each call, moves of x in steps."""
    rows = []

    def f(moved):
        rows.append((np.ravel(moved) - x) / h)
        return float(np.sum(moved))

    numerical.numerical_gradient(f, np.copy(x), h)
    return np.reshape(rows, (-1, x.size))


def moves_of_gradient_array(x, h):
    """Where numerical_gradient_array calls f: a row for each call, moves of x in steps."""
    rows = []

    def f(moved):
        rows.append((np.ravel(moved) - x) / h)
        return np.copy(moved)

    numerical.numerical_gradient_array(f, np.copy(x), np.ones(x.shape), h)
    return np.reshape(rows, (-1, x.size))


def gradient_of_cubic_as(kind, x, c, h):
    """The same, where it returns a Python float or an array of shape ()."""
    f = {"float": lambda x: float(cubic(c)(x)), "array": lambda x: np.asarray(cubic(c)(x))}[kind]
    return numerical.numerical_gradient(f, x, h)


def gradient_of_products(x, A, b, h):
    """numerical_gradient of v^T A v + b^T v for the elements v of x."""

    def f(x):
        v = np.asarray(x).reshape(-1)
        return v @ A @ v + b @ v

    return numerical.numerical_gradient(f, x, h)


def gradient_at_transposed(x, c, h):
    """numerical_gradient of the cubic at the transposed view of x."""
    return numerical.numerical_gradient(cubic(c), x.T, h)


def x_after_gradient(x, c, h):
    """What numerical_gradient leaves in x, its dx, and the number of moved points."""
    f, points = noting_points(cubic(c), x)
    dx = numerical.numerical_gradient(f, x, h)
    return x, dx, len(points)


def gradient_through_affine(x, A, df, h):
    """numerical_gradient_array of sin(x + 1) A."""
    return numerical.numerical_gradient_array(lambda x: np.sin(x + 1) @ A, x, df, h)


def gradient_through_sine(x, df, h):
    """numerical_gradient_array of sin(x + 1)."""
    return numerical.numerical_gradient_array(lambda x: np.sin(x + 1), x, df, h)


def gradient_through_cubic(x, df, h):
    """numerical_gradient_array of x^3 + x^2."""
    return numerical.numerical_gradient_array(lambda x: x**3 + x**2, x, df, h)


def gradient_through_products(x, df, h):
    """numerical_gradient_array of the products of neighbours in a row, the left one plus 1."""
    return numerical.numerical_gradient_array(lambda x: x[:, 1:] * (1 + x[:, :-1]), x, df, h)


def gradient_through_nothing(how, x, df, h):
    """numerical_gradient_array of a layer that returns its argument, a view, or a copy of it."""
    layer = {"itself": lambda x: x, "view": lambda x: x[...], "copy": np.copy}[how]
    return numerical.numerical_gradient_array(layer, x, df, h)


def arrays_after_gradient_array(x, df, h):
    """What numerical_gradient_array leaves in x and df, its dx, and the number of moved points."""
    f, points = noting_points(lambda x: np.sin(x + 1), x)
    dx = numerical.numerical_gradient_array(f, x, df, h)
    return x, df, dx, len(points)


def noting_points(f, x):
    """The same function, and the points other than x at which it was called."""
    start, points = x.copy(), set()

    def noting(x):
        if not np.array_equal(x, start):
            points.add(x.tobytes())
        return f(x)

    return noting, points
