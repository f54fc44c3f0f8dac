"""What is asked of numerical_gradient_array, most basic first."""

import numpy as np
from common import ROUGH, SMALL, expect_proportional, expect_restored

from autograder import Exercise, expect_close

gradient_array = Exercise("numerical_gradient_array", module="numerical")


@gradient_array.check(points=1)
def measures_the_sum_of_the_outputs(submission, reference, rng):
    """With df = 1 everywhere it is the gradient of the sum of all outputs."""
    x, A, df = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), np.ones((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "Each element of x moves several outputs. What is done with all their differences?"
    expect_close(dx, np.cos(x) * (df @ A.T), "The gradient through sin(x) A", hint, rtol=ROUGH)


@gradient_array.check(points=2)
def weighs_the_outputs_by_df(submission, reference, rng):
    """Each output counts as much as df says."""
    x, A = rng.standard_normal((4, 3)), rng.standard_normal((3, 5))
    df = rng.standard_normal((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "By the chain rule the difference of each output is multiplied by its element of df."
    expect_proportional(dx, np.cos(x) * (df @ A.T), "The gradient through sin(x) A", hint)


@gradient_array.check(points=1, after=measures_the_sum_of_the_outputs)
def takes_central_differences_of_arrays(submission, reference, rng):
    """With a large step it is what central differences with that step give, to the last digit."""
    for h in (0.4, 1.5):
        x, A, df = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), np.ones((4, 5))
        dx = submission.gradient_through_affine(x, A, df, h)
        true = np.cos(x) * np.sin(h) / h * (df @ A.T)  # sin(x + h) - sin(x - h) = 2 cos x sin h
        hint = "One half of a central difference lies to the left of x and one to the right."
        expect_close(dx, true, f"With h = {h}, the measured gradient through sin(x) A", hint)


@gradient_array.check(points=1)
def moves_one_element_of_a_layer_at_a_time(submission, reference, rng):
    """While one element is moved all others are where they were, and in the end all are."""
    for h in (0.5, 2.0):
        x, df = rng.standard_normal((3, 4)), np.ones((3, 3))
        dx = submission.gradient_through_products(x, df, h)
        hint = "Is each element back in its place before the next one moves?"
        true = np.zeros(x.shape)
        true[:, 1:] += x[:, :-1]
        true[:, :-1] += x[:, 1:]  # whatever h is
        what = f"With h = {h}, the gradient through products of neighbours"
        expect_proportional(dx, true, what, hint)
    expect_restored(submission.x_after_gradient_array(x, np.ones(x.shape), 0.1), x)


@gradient_array.check(points=2)
def minds_outputs_that_are_views(submission, reference, rng):
    """A layer may return its argument itself, or a view of it."""
    hint = "What is the first output, once the input has been moved for the second?"
    x, df = rng.standard_normal((4, 3)), np.ones((4, 3))
    dx = submission.gradient_through_nothing(x, df, SMALL)
    expect_proportional(dx, df, "The gradient through a layer that does nothing", hint)
    x, df = rng.standard_normal((2, 3, 2)), np.ones((2, 6))
    dx = submission.gradient_through_flattening(x, df, SMALL)
    true = df.reshape(x.shape)
    expect_proportional(dx, true, "The gradient through a layer that flattens", hint)


@gradient_array.check(points=1, hidden=True)
def takes_layers_of_any_shape_and_dtype(submission, reference, rng):
    """X may have any number of dimensions, and may hold integers."""
    hint = "Does your code depend on the dimensions or the dtype of x?"
    for x in (rng.standard_normal(5), rng.standard_normal((2, 3, 2, 2)), rng.integers(1, 9, 6)):
        dx = submission.gradient_through_cubes(x, np.ones(x.shape), SMALL)
        what = f"For x of shape {x.shape} and dtype {x.dtype}, the gradient through x ** 3"
        expect_proportional(dx, 3 * x.astype(float) ** 2, what, hint)
