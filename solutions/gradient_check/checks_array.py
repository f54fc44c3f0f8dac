"""What is asked of numerical_gradient_array, most basic first."""

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

from autograder import Exercise, Message, expect_close

gradient_array = Exercise("numerical_gradient_array", module="numerical")


@gradient_array.check(points=1)
def measures_the_sum_of_the_outputs(submission, reference, rng):
    """With df = 1 everywhere it is the gradient of the sum of all outputs."""
    x, A, df = rng.standard_normal((4, 3)), rng.standard_normal((3, 5)), np.ones((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "Each element of x changes several outputs. What do you do with all their differences?"
    true = np.cos(x + 1) * (df @ A.T)
    what = "The gradient through sin(x + 1) A"
    expect_measured(dx, x, what, submission.moves_of_gradient_array)
    expect_close(dx, true, what, hint, rtol=ROUGH)


@gradient_array.check(points=2)
def weighs_the_outputs_by_df(submission, reference, rng):
    """Each output is multiplied by its element of df."""
    x, A = rng.standard_normal((4, 3)), rng.standard_normal((3, 5))
    df = rng.standard_normal((4, 5))
    dx = submission.gradient_through_affine(x, A, df, SMALL)
    hint = "By the chain rule the difference of each output is multiplied by its element of df."
    true = np.cos(x + 1) * (df @ A.T)
    expect_proportional(dx, true, "The gradient through sin(x + 1) A", hint)


@gradient_array.check(points=1)
def takes_central_differences_of_arrays(submission, reference, rng):
    """With a large step it is the central difference with that step."""
    for h in (0.4, 1.5):
        x, df = rng.standard_normal((4, 3)), np.ones((4, 3))
        dx = submission.gradient_through_cubic(x, df, h)
        what = Message("With h = {h}, the measured gradient through a cubic", h=h)
        expect_proportional(dx, 3 * x**2 + 2 * x + h**2, what, CENTRAL, rtol=1e-6)


@gradient_array.check(points=1)
def moves_one_element_of_a_layer_at_a_time(submission, reference, rng):
    """While one element is moved, all others keep their values, and x and df are not changed."""
    x, weights = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))
    true = np.zeros(x.shape)
    true[:, 1:] += 1 + x[:, :-1]
    true[:, :-1] += x[:, 1:]  # whatever h is
    for h in (0.5, 2.0):
        dx = submission.gradient_through_products(x, np.ones((3, 3)), h)
        what = Message("With h = {h}, the gradient through products of neighbours", h=h)
        expect_proportional(dx, true, what, RESTORED)
    expect_restored(submission.arrays_after_gradient_array(x, weights, 0.1), x=x, df=weights)


@gradient_array.check(points=2)
def minds_outputs_that_are_views(submission, reference, rng):
    """The gradient through a layer that returns its argument, or a view, is that through a copy."""
    hint = "Does the first output change when the input is moved for the second?"
    x, df = rng.standard_normal((4, 3)), np.ones((4, 3))
    curved = submission.gradient_through_sine(x, df, SMALL)
    expect_proportional(curved, np.cos(x + 1), "The gradient through sin(x + 1)", hint)
    copied = submission.gradient_through_nothing("copy", x, df, SMALL)
    expect_proportional(copied, df, "The gradient through a layer that copies", hint)
    for how in ("itself", "view"):
        dx = submission.gradient_through_nothing(how, x, df, SMALL)
        what = "The gradient through a layer that does nothing"
        expect_close(dx, copied, what, hint, rtol=ROUGH)


@gradient_array.check(points=1, hidden=True)
def takes_layers_of_any_shape_and_dtype(submission, reference, rng):
    """The gradient is right for any number of dimensions, and for integers and float32."""
    hint = "Does your code depend on the dimensions or the dtype of x?"
    whole = rng.permutation(np.arange(4, 10))  # float32 rounds the step from 8 on another way
    several = rng.standard_normal(5), rng.standard_normal((2, 3, 2, 2))
    for x in (*several, whole, whole.astype(np.float32)):
        dx = submission.gradient_through_sine(x, np.ones(x.shape), SMALL)
        text = "For x of shape {shape} and dtype {dtype}, the gradient through sin(x + 1)"
        what = Message(text, shape=x.shape, dtype=x.dtype)
        expect_proportional(dx, np.cos(x.astype(float) + 1), what, hint)
