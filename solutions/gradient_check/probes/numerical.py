"""Functions for numerical.py to measure; a function cannot cross to a submission."""

import numerical
import numpy as np


def gradient_of_cubes(x, c, h):
    """numerical_gradient of sum(c x^3)."""
    return numerical.numerical_gradient(lambda x: np.sum(c * x**3), x, h)


def gradient_of_products(x, A, h):
    """numerical_gradient of v^T A v for the elements v of x, as an array of shape ()."""

    def f(x):
        v = np.asarray(x).reshape(-1)
        return np.asarray(v @ A @ v)

    return numerical.numerical_gradient(f, x, h)


def gradient_at_transposed(x, c, h):
    """numerical_gradient of sum(c x^3) at the transposed view of x."""
    return numerical.numerical_gradient(lambda x: np.sum(c * x**3), x.T, h)


def x_after_gradient(x, c, h):
    """What numerical_gradient leaves in x, and what it returns."""
    dx = numerical.numerical_gradient(lambda x: np.sum(c * x**3), x, h)
    return x, dx


def gradient_through_affine(x, A, df, h):
    """numerical_gradient_array of sin(x) A."""
    return numerical.numerical_gradient_array(lambda x: np.sin(x) @ A, x, df, h)


def gradient_through_products(x, df, h):
    """numerical_gradient_array of the products of neighbours in a row."""
    return numerical.numerical_gradient_array(lambda x: x[:, 1:] * x[:, :-1], x, df, h)


def gradient_through_cubes(x, df, h):
    """numerical_gradient_array of x^3."""
    return numerical.numerical_gradient_array(lambda x: x**3, x, df, h)


def gradient_through_nothing(x, df, h):
    """numerical_gradient_array of a layer that returns its argument."""
    return numerical.numerical_gradient_array(lambda x: x, x, df, h)


def gradient_through_flattening(x, df, h):
    """numerical_gradient_array of a layer that returns a view of its argument."""
    return numerical.numerical_gradient_array(lambda x: x.reshape(len(x), -1), x, df, h)


def x_after_gradient_array(x, df, h):
    """What numerical_gradient_array leaves in x, and what it returns."""
    dx = numerical.numerical_gradient_array(lambda x: x**3, x, df, h)
    return x, dx
