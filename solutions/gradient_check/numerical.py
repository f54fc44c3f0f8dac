"""Gradients by measuring: the witness that every backward pass can be held against."""

import numpy as np


def relative_error(x, y):
    """The largest relative error between two arrays.

    For one pair of elements it is |x - y| / max(1e-8, |x| + |y|). So it is 0 where the two are
    equal, also where both are 0, and 1 where they have opposite signs or one of them is 0. (Next
    to 0 the 1e-8 takes over: 0 and 1e-9 differ by 0.1.)

    Args:
        x: an array of any shape, or a number.
        y: an array of the same shape, or a number. Neither is changed.

    Returns:
        The largest of these errors over all elements, as a number.

    Source: rel_error in the assignments of Stanford's cs231n.
    """
    error = None

    # TODO: the formula for every element, and the largest of them.
    ### BEGIN SOLUTION
    error = np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))
    ### END SOLUTION

    return float(error)


def numerical_gradient(f, x, h=1e-5):
    """The gradient of a function that returns a number, by central differences.

    Its element i is (f(x with x_i + h) - f(x with x_i - h)) / (2 h): one element of x is moved
    at a time, and all others stay where they are.

    Args:
        f: takes a float64 array of the shape of x, looks at nothing else, and returns a number
            (a Python float, a NumPy number or an array of shape ()). It does not change its
            argument.
        x: array of one or more dimensions: float64, float32 or integers, and in any memory
            layout (it may be the transposed view of another array, for instance). The
            differences are taken in float64, whatever the dtype of x. After the call x holds
            what it held before (but for rounding).
        h: step, a positive number.

    Returns:
        dx: float64 array of the shape of x.

    Source: eval_numerical_gradient in the assignments of Stanford's cs231n.
    """
    dx = np.zeros(x.shape)

    # TODO: fill dx, element by element. np.ndindex(x.shape) goes through all index tuples.
    ### BEGIN SOLUTION
    point = np.array(x, dtype=float)
    for i in np.ndindex(x.shape):
        old = point[i]
        point[i] = old + h
        right = f(point)
        point[i] = old - h
        left = f(point)
        point[i] = old
        dx[i] = (right - left) / (2 * h)
    ### END SOLUTION

    return dx


def numerical_gradient_array(f, x, df, h=1e-5):
    """The gradient of a layer with respect to its input, by central differences.

    The layer maps an array x to an array f(x), and df is the gradient of some loss with respect
    to f(x). The gradient of that loss with respect to x_i is, by the chain rule, the sum over
    all elements of f(x) of df times the derivative of that element with respect to x_i, and the
    derivative is measured as in numerical_gradient.

    Args:
        f: takes a float64 array of the shape of x, looks at nothing else, and returns an array of
            any shape. It does not change its argument, but it may return it as it is, or a view
            of it: a layer that does nothing does.
        x: as in numerical_gradient; not changed either.
        df: upstream gradient, an array of the shape of f(x). It is not changed.
        h: step, a positive number.

    Returns:
        dx: float64 array of the shape of x.

    Source: eval_numerical_gradient_array in the assignments of Stanford's cs231n.
    """
    dx = np.zeros(x.shape)

    # TODO: fill dx, element by element.
    ### BEGIN SOLUTION
    moved = np.array(x, dtype=float)
    for i in np.ndindex(x.shape):
        before = moved[i]
        moved[i] = before + h
        out_right = np.array(f(moved))
        moved[i] = before - h
        out_left = np.array(f(moved))
        moved[i] = before
        dx[i] = np.sum(df * (out_right - out_left)) / (2 * h)
    ### END SOLUTION

    return dx
