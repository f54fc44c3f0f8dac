"""What is asked of numerical_gradient_array, most basic first."""

import numpy as np
from common import CENTRAL, RESTORED, ROUGH, SMALL, expect_proportional, expect_restored

from autograder import Exercise, Message, expect_close

gradient_array = Exercise("numerical_gradient_array", module="numerical")


@gradient_array.check(points=1)
def measures_the_sum_of_the_outputs(submission, reference, rng):
    """With df = 1 everywhere it is the gradient of the sum of all outputs."""
    x, A, df = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), np.ones((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "Each element of x changes several outputs. What do you do with all their differences?"
    expect_close(dx, np.cos(x) * (df @ A.T), "The gradient through sin(x) A", hint, rtol=ROUGH)


@gradient_array.check(points=2)
def weighs_the_outputs_by_df(submission, reference, rng):
    """Each output is multiplied by its element of df."""
    x, A = rng.standard_normal((4, 3)), rng.standard_normal((3, 5))
    df = rng.standard_normal((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "By the chain rule the difference of each output is multiplied by its element of df."
    expect_proportional(dx, np.cos(x) * (df @ A.T), "The gradient through sin(x) A", hint)


@gradient_array.check(points=1, after=measures_the_sum_of_the_outputs)
def takes_central_differences_of_arrays(submission, reference, rng):
    """With a large step it is exactly the central difference with that step."""
    for h in (0.4, 1.5):
        x, A, df = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), np.ones((4, 5))
        dx = submission.gradient_through_affine(x, A, df, h)
        true = np.cos(x) * np.sin(h) / h * (df @ A.T)  # sin(x + h) - sin(x - h) = 2 cos x sin h
        what = Message("With h = {h}, the measured gradient through sin(x) A", h=h)
        expect_close(dx, true, what, CENTRAL)


@gradient_array.check(points=1)
def moves_one_element_of_a_layer_at_a_time(submission, reference, rng):
    """While one element is moved, all others keep their values, and x is unchanged at the end."""
    for h in (0.5, 2.0):
        x, df = rng.standard_normal((3, 4)), np.ones((3, 3))
        dx = submission.gradient_through_products(x, df, h)
        true = np.zeros(x.shape)
        true[:, 1:] += x[:, :-1]
        true[:, :-1] += x[:, 1:]  # whatever h is
        what = Message("With h = {h}, the gradient through products of neighbours", h=h)
        expect_proportional(dx, true, what, RESTORED)
    expect_restored(submission.x_after_gradient_array(x, np.ones(x.shape), 0.1), x)


@gradient_array.check(points=2)
def minds_outputs_that_are_views(submission, reference, rng):
    """The gradient is right for a layer that returns its argument itself, or a view of it."""
    hint = "Does the first output change when the input is moved for the second?"
    x, df = rng.standard_normal((4, 3)), np.ones((4, 3))
    dx = submission.gradient_through_nothing(x, df, SMALL)
    expect_proportional(dx, df, "The gradient through a layer that does nothing", hint)
    x, df = rng.standard_normal((2, 3, 2)), np.ones((2, 6))
    dx = submission.gradient_through_flattening(x, df, SMALL)
    true = df.reshape(x.shape)
    expect_proportional(dx, true, "The gradient through a layer that flattens", hint)


@gradient_array.check(points=1, hidden=True)
def takes_layers_of_any_shape_and_dtype(submission, reference, rng):
    """The gradient is right for an x of any number of dimensions, and for integers."""
    hint = "Does your code depend on the dimensions or the dtype of x?"
    for x in (rng.standard_normal(5), rng.standard_normal((2, 3, 2, 2)), rng.integers(1, 9, 6)):
        dx = submission.gradient_through_cubes(x, np.ones(x.shape), SMALL)
        text = "For x of shape {shape} and dtype {dtype}, the gradient through x ** 3"
        what = Message(text, shape=x.shape, dtype=x.dtype)
        expect_proportional(dx, 3 * x.astype(float) ** 2, what, hint)
