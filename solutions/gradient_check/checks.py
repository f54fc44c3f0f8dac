"""What is asked of relative_error and numerical_gradient, most basic first.

Central differences of a cubic are known for every h, (c (x + h)^3 - c (x - h)^3) / 2h =
3 c x^2 + c h^2, and every difference of a product x_i x_j is exact. So large steps tell one
difference from another, and show what else has moved.
"""

import numpy as np
from common import CENTRAL, RESTORED, ROUGH, SMALL, expect_proportional, expect_restored

from autograder import Exercise, Message, expect_close

error = Exercise("relative_error", module="numerical")
gradient = Exercise("numerical_gradient", module="numerical")


def errors(x, y):
    return np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))


def expect_error(submission, x, y, hint, what=""):
    what = what or Message("The relative error of {x:.4g} and {y:.4g}", x=x, y=y)
    expect_close(submission.relative_error(x, y), np.max(errors(x, y)), what, hint)


@error.check(points=1)
def relates_the_difference_to_the_sizes(submission, reference, rng):
    """For two positive numbers it is their difference divided by their sum."""
    for _ in range(3):
        x, y = float(rng.uniform(20, 90)), float(rng.uniform(1, 9))
        hint = "|x - y| / (|x| + |y|), for any two numbers that are not close to 0."
        expect_error(submission, x, y, hint)


@error.check(points=1, after=relates_the_difference_to_the_sizes)
def takes_absolute_values(submission, reference, rng):
    """It is the same when the two are swapped or change their signs, and 1 for opposite signs."""
    x, y = float(rng.uniform(20, 90)), float(rng.uniform(1, 9))
    hint = "Which parts of the formula have an absolute value?"
    for a, b in ((y, x), (-x, -y), (-y, -x), (x, -y), (-x, y), (-y, y)):
        expect_error(submission, a, b, hint)


@error.check(points=1, after=relates_the_difference_to_the_sizes)
def reports_the_worst_element(submission, reference, rng):
    """For two arrays it is the largest error of all elements, each relative to its own size."""
    x = 10.0 ** rng.uniform(-1, 5, (4, 5))
    y = x * (1 - rng.uniform(0, 0.01, x.shape))
    y[x == x.min()] /= 1.5
    hint = "The element with the largest difference need not have the largest relative error."
    expect_error(submission, x, y, hint, "The relative error of two matrices")


@error.check(points=1, hidden=True)
def zero_and_zero_agree(submission, reference, rng):
    """Where both are 0 the error is 0, and close to 0 the denominator is 1e-8."""
    x = np.array([0.0, 3.0, 0.0])
    hint = "What does max(1e-8, ...) do when both are 0?"
    expect_error(submission, x, x, hint, "The relative error of [0, 3, 0] and itself")
    expect_error(submission, 2e-9, 0.0, hint, "The relative error of 2e-9 and 0")


@gradient.check(points=2)
def measures_the_gradient(submission, reference, rng):
    """With a small step it is the gradient, for a vector and for a matrix."""
    for shape in ((6,), (3, 4)):
        x, c = rng.standard_normal(shape), rng.uniform(1, 3, shape)
        dx = submission.gradient_of_cubes(x, c, SMALL)
        hint = "(f(x + h) - f(x - h)) / (2 h), for every element."
        what = Message("For x of shape {shape}, the gradient of sum(c x ** 3)", shape=shape)
        expect_close(dx, 3 * c * x**2, what, hint, rtol=ROUGH)


@gradient.check(points=2, after=measures_the_gradient)
def takes_central_differences(submission, reference, rng):
    """With a large step it is exactly the central difference with that step."""
    for h in (0.3, 1.5):
        x, c = rng.standard_normal(6), rng.uniform(1, 3, 6)
        dx = submission.gradient_of_cubes(x, c, h)
        what = Message("With h = {h}, the measured gradient of sum(c x ** 3)", h=h)
        expect_close(dx, 3 * c * x**2 + c * h**2, what, CENTRAL)


@gradient.check(points=2)
def moves_one_element_at_a_time(submission, reference, rng):
    """While one element is moved, all others keep their values."""
    for h in (0.5, 2.0):
        x, A = rng.standard_normal((2, 4)), np.tril(rng.standard_normal((8, 8)), -1)
        dx = submission.gradient_of_products(x, A, h)
        true = ((A + A.T) @ x.reshape(-1)).reshape(x.shape)  # whatever h is
        what = Message("With h = {h}, the gradient of a sum of products", h=h)
        expect_proportional(dx, true, what, RESTORED)


@gradient.check(points=1)
def leaves_x_as_it_was(submission, reference, rng):
    """After the call x holds what it held before."""
    x, c = rng.standard_normal((3, 4)), rng.uniform(1, 3, (3, 4))
    expect_restored(submission.x_after_gradient(x, c, 0.1), x)


@gradient.check(points=1, hidden=True)
def takes_x_as_it_comes(submission, reference, rng):
    """The gradient is right for an x of any number of dimensions, and for a transposed view."""
    x = rng.standard_normal((2, 3, 2, 2))
    c = rng.uniform(1, 3, x.shape)
    dx = submission.gradient_of_cubes(x, c, SMALL)
    hint = "Does your code depend on how many dimensions x has?"
    expect_proportional(dx, 3 * c * x**2, "For x of four dimensions, the gradient", hint)
    x, c = rng.standard_normal((3, 5)), rng.uniform(1, 3, (5, 3))
    dx = submission.gradient_at_transposed(x, c, SMALL)
    hint = "For a transposed view, x.reshape(-1) and x.ravel() are copies."
    what = "For the transposed view of a matrix, the gradient"
    expect_proportional(dx, 3 * c * x.T**2, what, hint)


@gradient.check(points=1, hidden=True)
def moves_in_float64(submission, reference, rng):
    """An x of integers or of float32 is moved in float64."""
    hint = "An array of integers cuts h off, and float32 rounds it. Which dtype do you move?"
    for dtype in (int, np.float32):
        x, c = rng.integers(1, 9, 5).astype(dtype), rng.uniform(1, 3, 5)
        dx = submission.gradient_of_cubes(x, c, SMALL)
        what = Message("For x of dtype {dtype}, the gradient", dtype=x.dtype)
        expect_proportional(dx, 3 * c * x.astype(float) ** 2, what, hint)
