"""What is asked of wrong_elements, most basic first."""

import numpy as np

from autograder import Exercise, Message, expect, expect_array

elements = Exercise("wrong_elements", module="checking", stand_ins=("numerical",))


def through_tanh(rng, *shape):
    """X, df, and the gradient through tanh, no element of which is small."""
    x, df = rng.uniform(-1.2, 1.2, shape), rng.uniform(0.5, 2, shape)
    return x, df, df * (1 - np.tanh(x) ** 2)


def expect_marks(found, expected, here, hint):
    """The mask is right; 0 and 1 are accepted for False and True."""
    marks = expect_array(found, expected.shape, "wrong") != 0
    missed, accused = (expected & ~marks).sum(), (marks & ~expected).sum()
    text = (
        "{here}{missed} of {wrong} wrong elements are not marked,"
        " and {accused} of {right} right elements are marked."
    )
    wrong, right = expected.sum(), (~expected).sum()
    message = Message(text, here=here, missed=missed, wrong=wrong, accused=accused, right=right)
    expect(not missed and not accused, message, hint, observed=marks.astype(float))


def expect_some_marks(submission, x, df, dx):
    """The mask marks something in a wrong gradient; one that is always empty earns no points."""
    marks = expect_array(submission.marks_of_tanh(x, df, 2 * dx, 1.0), x.shape, "wrong")
    expect(marks.any(), "A gradient that is twice too large has no wrong elements.")


@elements.check(points=1)
def marks_nothing_in_a_right_gradient(submission, reference, rng):
    """A right gradient has no wrong elements; one that is twice too large has some."""
    x, df, dx = through_tanh(rng, 5, 6)
    expect_some_marks(submission, x, df, dx)
    hint = "wrong is True where dx and the numerical gradient differ. Do you pass df on?"
    expect_marks(submission.marks_of_tanh(x, df, dx, 1.0), x > np.inf, "", hint)


@elements.check(points=2)
def marks_what_is_wrong(submission, reference, rng):
    """Wrong signs, factors that are wrong by 1 %, and zeros are marked, and nothing else is."""
    x, df, dx = through_tanh(rng, 5, 6)
    spoiled = dx.copy()
    spoiled[0, 2:4] *= -1
    spoiled[1, 1:5] *= [0.99, 1.01, 0.99, 1.01]
    spoiled[2:4, 3] = 0
    hint = "Each element is compared by itself, and may be too large or too small."
    expect_marks(submission.marks_of_tanh(x, df, spoiled, 1.0), spoiled != dx, "", hint)


@elements.check(points=1)
def forgives_noise_around_zero(submission, reference, rng):
    """Where the true gradient is 0, rounding errors of the measurement are not marked."""
    expect_some_marks(submission, *through_tanh(rng, 5, 6))
    x = 10 + 3 * rng.standard_normal((5, 6))
    hint = "What is the relative error of 0 and 1e-11? What is atol for?"
    zeros = np.zeros(x.shape)
    expect_marks(submission.marks_of_centring(x, np.ones(x.shape), zeros), x > np.inf, "", hint)


@elements.check(points=1, after=marks_what_is_wrong)
def judges_each_element_by_its_own_size(submission, reference, rng):
    """An error of 10 % is marked in small and in large elements, rounding errors in neither."""
    hint = "The tolerance of an element depends on its own size: rtol * (|dx| + |n|)."
    for scale in (1e-4, 1e6):
        x, df, dx = through_tanh(rng, 5, 6)
        spoiled = scale * dx
        spoiled[3] *= 1.1
        here = Message("With gradients of size {scale:g}, ", scale=scale)
        found = submission.marks_of_tanh(x, df, spoiled, scale)
        expect_marks(found, spoiled != scale * dx, here, hint)
    x, df, dx = through_tanh(rng, 5, 6)
    sizes = 10.0 ** np.array([-3, 3, 0, -3, 3, 0])
    spoiled = sizes * dx
    spoiled[1] *= 1.1
    found = submission.marks_of_tanh(x, sizes * df, spoiled, 1.0)
    here = Message("With elements of very different sizes, ")
    expect_marks(found, spoiled != sizes * dx, here, hint)


@elements.check(points=1, after=marks_what_is_wrong, hidden=True)
def marks_what_is_no_number(submission, reference, rng):
    """Elements that are NaN or infinite are marked."""
    x, df, dx = through_tanh(rng, 4, 5)
    spoiled = dx.copy()
    spoiled[0, 1], spoiled[2, 3], spoiled[3, 0] = np.nan, np.inf, -np.inf
    hint = "A comparison with NaN is False, and infinity is not greater than infinity."
    expect_marks(submission.marks_of_tanh(x, df, spoiled, 1.0), spoiled != dx, "", hint)


@elements.check(points=1, after=marks_what_is_wrong, hidden=True)
def looks_at_layers_of_any_shape(submission, reference, rng):
    """The mask is right when x and f(x) differ in shape, and for any number of dimensions."""
    hint = "df has the shape of f(x); dx and wrong have that of x."
    for shape in ((3, 2, 4), (4, 2, 2, 2), (5, 3)):
        x, A = rng.standard_normal(shape), rng.standard_normal((int(np.prod(shape[1:])), 4))
        df = rng.standard_normal((len(x), 4))
        dx = (df @ A.T).reshape(shape)
        spoiled = dx.copy()
        spoiled[1:, :2] += 1
        here = Message("With x of shape {shape}, ", shape=shape)
        expect_marks(submission.marks_of_affine(x, A, df, spoiled), spoiled != dx, here, hint)
