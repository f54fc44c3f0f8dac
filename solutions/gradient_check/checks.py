"""What is asked of relative_error and numerical_gradient, most basic first.

Central differences of a cubic are known for every h, (c (x + h)^3 - c (x - h)^3) / 2h =
3 c x^2 + c h^2, and every difference of a product x_i x_j is exact. So large steps tell one
difference from another, and show what else has moved.
"""

from functools import partial

import numpy as np
from common import (
    CENTRAL,
    RESTORED,
    ROUGH,
    SMALL,
    expect_measured,
    expect_proportional,
    expect_restored,
)

from autograder import (
    Exercise,
    Failed,
    Message,
    expect_close,
    expect_number,
    expect_unchanged,
    listed,
)

error = Exercise("relative_error", module="numerical")
gradient = Exercise("numerical_gradient", module="numerical")


def errors(x, y):
    return np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))


def plain(x, y):
    return np.abs(x - y)


def by_the_larger(x, y):
    return np.abs(x - y) / np.maximum(1e-8, np.maximum(np.abs(x), np.abs(y)))


def formula_of(submission, rng):
    """The formula for two positive numbers; one that is wrong has cost its points there."""
    x, y = float(rng.uniform(20, 90)), float(rng.uniform(1, 9))
    try:
        found = expect_number(submission.relative_error(x, y), "error")
    except Failed:
        return errors
    return next((f for f in (plain, by_the_larger) if np.isclose(found, f(x, y))), errors)


def expect_error(submission, x, y, hint, what="", formula=errors):
    what = what or Message("The relative error of {x:.4g} and {y:.4g}", x=x, y=y)
    expect_close(submission.relative_error(x, y), np.max(formula(x, y)), what, hint)


@error.check(points=1)
def relates_the_difference_to_the_sizes(submission, reference, rng):
    """For two positive numbers it is their difference divided by their sum."""
    for _ in range(3):
        x, y = float(rng.uniform(20, 90)), float(rng.uniform(1, 9))
        hint = "|x - y| / (|x| + |y|), for any two numbers that are not close to 0."
        expect_error(submission, x, y, hint)


@error.check(points=1)
def takes_absolute_values(submission, reference, rng):
    """It is the same when the two are swapped or both change signs, and more for opposite signs."""
    formula = formula_of(submission, rng)
    x, y = float(rng.uniform(20, 90)), float(rng.uniform(1, 9))
    hint = "Which parts of the formula have an absolute value?"
    for a, b in ((y, x), (-x, -y), (-y, -x), (x, -y), (-x, y), (-y, y)):
        expect_error(submission, a, b, hint, formula=formula)


@error.check(points=1)
def reports_the_worst_element(submission, reference, rng):
    """For two arrays it is the largest of the errors of their elements; neither is changed."""
    formula = formula_of(submission, rng)
    hint = "The element with the largest difference need not have the largest relative error."
    for shape in ((4, 5), (2, 3, 4)):
        x = 10.0 ** rng.uniform(-1, 5, shape)
        y = x * (1 - rng.uniform(0, 0.01, x.shape))
        y[x == x.min()] /= 1.5
        what = Message("The relative error of two arrays of shape {shape}", shape=shape)
        expect_error(submission, x, y, hint, what, formula)
    expect_unchanged(submission, "relative_error", (x, y), ("x", "y"))


@error.check(points=1, hidden=True)
def zero_and_zero_agree(submission, reference, rng):
    """Where both are 0 the error is 0, and close to 0 the denominator is 1e-8."""
    x = np.array([0.0, 3.0, 0.0])
    hint = "What does max(1e-8, ...) do when both are 0?"
    expect_error(submission, x, x, hint, "The relative error of [0, 3, 0] and itself")
    expect_error(submission, 2e-9, 0.0, hint, "The relative error of 2e-9 and 0")


def slope(x, c):
    """The gradient of the cubic that is measured."""
    return c * (3 * x**2 + 2 * x)


def one_by_one(ask, x, rng, h):
    """X, c, and the gradients of the cubic at each element by itself.

    How the elements of an array are moved is asked elsewhere.
    """
    c = rng.uniform(1, 3, x.size)
    found = [ask(x[i : i + 1], c[i : i + 1], h) for i in range(x.size)]
    return x, c, np.array([expect_number(dx, "dx") for dx in found])


@gradient.check(points=2)
def measures_the_gradient(submission, reference, rng):
    """With a small step it is the derivative, for an x of one element."""
    places = np.array([0.7, -0.45, rng.uniform(0.5, 2)])  # slopes of both signs
    x, c, found = one_by_one(submission.gradient_of_cubic, places, rng, SMALL)
    hint = "(f(x + h) - f(x - h)) / (2 h), for every element."
    what = Message("The measured slope of a cubic at {places}", places=listed(places.round(3)))
    expect_measured(found, x, what, submission.moves_of_gradient)
    expect_close(found, slope(x, c), what, hint, rtol=ROUGH)


@gradient.check(points=2)
def takes_central_differences(submission, reference, rng):
    """With a large step it is the central difference with that step."""
    for h in (0.3, 1.5):
        x, c, found = one_by_one(submission.gradient_of_cubic, rng.uniform(0.5, 2, 4), rng, h)
        what = Message("With h = {h}, the measured gradient of a cubic", h=h)
        expect_proportional(found, slope(x, c) + c * h**2, what, CENTRAL, rtol=1e-6)


@gradient.check(points=2)
def moves_one_element_at_a_time(submission, reference, rng):
    """While one element is moved, all others keep their values, in a vector and in a matrix."""
    for h, shape in ((0.5, (6,)), (2.0, (2, 4))):
        x = rng.standard_normal(shape)
        A, b = np.tril(rng.standard_normal((x.size, x.size)), -1), rng.standard_normal(x.size)
        dx = submission.gradient_of_products(x, A, b, h)
        true = ((A + A.T) @ x.reshape(-1) + b).reshape(x.shape)  # whatever h is
        what = Message("With h = {h}, the gradient of a sum of products", h=h)
        expect_proportional(dx, true, what, RESTORED)


@gradient.check(points=1)
def leaves_x_as_it_was(submission, reference, rng):
    """After the call x holds what it held before."""
    x, c = rng.standard_normal((3, 4)), rng.uniform(1, 3, (3, 4))
    expect_restored(submission.x_after_gradient(x, c, 0.1), x=x)


@gradient.check(points=1, hidden=True)
def takes_x_as_it_comes(submission, reference, rng):
    """It is right for any number of dimensions, a transposed view, and any kind of number f(x)."""
    for kind in ("float", "array"):
        ask = partial(submission.gradient_of_cubic_as, kind)
        x, c, found = one_by_one(ask, rng.uniform(0.5, 2, 4), rng, SMALL)
        hint = "f may return a Python float, a NumPy number or an array of shape ()."
        what = Message("Where f(x) is a Python float or an array of shape (), the gradient")
        expect_proportional(found, slope(x, c), what, hint)
    x = rng.uniform(0.5, 2, (2, 3, 2, 2))
    c = rng.uniform(1, 3, x.shape)
    dx = submission.gradient_of_cubic(x, c, SMALL)
    hint = "Does your code depend on how many dimensions x has?"
    expect_proportional(dx, slope(x, c), "For x of four dimensions, the gradient", hint)
    x, c = rng.uniform(0.5, 2, (3, 5)), rng.uniform(1, 3, (5, 3))
    dx = submission.gradient_at_transposed(x, c, SMALL)
    hint = "For a transposed view, x.reshape(-1) and x.ravel() are copies."
    what = "For the transposed view of a matrix, the gradient"
    expect_proportional(dx, slope(x.T, c), what, hint)


@gradient.check(points=1, hidden=True)
def moves_in_float64(submission, reference, rng):
    """An x of integers or of float32 is moved in float64."""
    hint = "An array of integers cuts h off, and float32 rounds it. Which dtype do you move?"
    for dtype in (int, np.float32):
        # In float32 the step is rounded another way from 8 on.
        given = np.append(rng.permutation(8)[:4], 8).astype(dtype)
        x, c, found = one_by_one(submission.gradient_of_cubic, given, rng, SMALL)
        what = Message("For x of dtype {dtype}, the gradient", dtype=x.dtype)
        expect_proportional(found, slope(x.astype(float), c), what, hint)
