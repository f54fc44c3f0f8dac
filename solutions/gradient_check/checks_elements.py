"""What is asked of wrong_elements, most basic first."""

import numpy as np

from autograder import Exercise, Message, expect, expect_array, expect_unchanged

elements = Exercise("wrong_elements", module="checking", stand_ins=("numerical", "gc_utils"))


def through_tanh(rng, *shape):
    """X, df, and the gradient through tanh, no element of which is small."""
    x, df = rng.uniform(-1.2, 1.2, shape), rng.uniform(0.5, 2, shape)
    return x, df, df * (1 - np.tanh(x) ** 2)


def expect_marks(found, expected, here, hint, inverted=False):
    """The mask is right; 0 and 1 are accepted for False and True."""
    marks = (expect_array(found, expected.shape, "wrong") != 0) != inverted
    missed, accused = (expected & ~marks).sum(), (marks & ~expected).sum()
    text = (
        "{here}{missed} of {wrong} wrong elements are not marked,"
        " and {accused} of {right} right elements are marked."
    )
    wrong, right = expected.sum(), (~expected).sum()
    message = Message(text, here=here, missed=missed, wrong=wrong, accused=accused, right=right)
    seen = (str(here), marks.astype(float))
    expect(not missed and not accused, message, hint, observed=seen)


def is_inverted(submission, rng):
    """True for a mask that is True where dx is right, which has cost its points already.

    It has to mark something in a right gradient or in a wrong one; one that never marks anything,
    or always everything, earns no points.
    """
    x, df, dx = through_tanh(rng, 5, 6)
    df, dx = np.ones(df.shape), dx / df
    right, wrong = (
        expect_array(submission.marks_of_tanh(x, df, factor * dx, 1.0), x.shape, "wrong") != 0
        for factor in (1, 2)
    )
    message = "A gradient that is twice too large has the same marks as a right one."
    expect((right != wrong).any(), message, observed=right.astype(float))
    return bool(right.all() and not wrong.any())


@elements.check(points=1)
def marks_nothing_in_a_right_gradient(submission, reference, rng):
    """A right gradient has no wrong elements; one that is twice too large has some."""
    x, df, dx = through_tanh(rng, 5, 6)
    marks = expect_array(submission.marks_of_tanh(x, df, 2 * dx, 1.0), x.shape, "wrong")
    expect(marks.any(), "A gradient that is twice too large has no wrong elements.")
    hint = "wrong is True where dx and the numerical gradient differ. Do you pass df on?"
    expect_marks(submission.marks_of_tanh(x, df, dx, 1.0), x > np.inf, "", hint)


@elements.check(points=1)
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
def keeps_to_the_tolerances(submission, reference, rng):
    """An element is wrong from atol + rtol * (|dx| + |n|) on, with the rtol and atol given."""
    inverted = is_inverted(submission, rng)
    x = rng.uniform(0.3, 1.2) * rng.choice([-1, 1], (5, 6))
    signs, slope = rng.choice([-1.0, 1.0], x.shape), 1 - np.tanh(x) ** 2  # slopes of one size
    hint = "np.isclose allows atol + rtol * |n|, where here it is atol + rtol * (|dx| + |n|)."
    for scale, rtol, atol, within, beyond in (
        (signs, 1e-4, 1e-7, 1 + 1.6e-4, 1 + 2.4e-4),  # rtol * |n| is 1e-4
        (signs, 0.1, 1e-7, 1.21, 1.24),  # 2 rtol |n| would be 0.2, and 2 rtol |dx| 0.25
        (np.ones(x.shape), 1e-6, 2.0, 1.5, 20.0),
    ):
        found = [
            submission.marks_within(
                x, np.ones(x.shape), larger(scale * slope, factor), scale, rtol, atol
            )
            for factor in (within, beyond)
        ]
        here = Message("With rtol = {rtol:g} and atol = {atol:g}, ", rtol=rtol, atol=atol)
        expect_marks(found[0], np.full(x.shape, False), here, hint, inverted)
        expect_marks(found[1], np.full(x.shape, True), here, hint, inverted)


def larger(dx, factor):
    """Dx with positive elements multiplied by a factor, and negative ones divided by it."""
    return dx * np.where(dx > 0, factor, 1 / factor)


@elements.check(points=1)
def forgives_noise_around_zero(submission, reference, rng):
    """Where the true gradient is 0, rounding errors of the measurement are not marked."""
    inverted = is_inverted(submission, rng)
    x = 10 + 3 * rng.standard_normal((5, 6))
    hint = "What is the relative error of 0 and 1e-11? What is atol for?"
    zeros = np.zeros(x.shape)
    found = submission.marks_of_centring(x, np.ones(x.shape), zeros)
    expect_marks(found, x > np.inf, "", hint, inverted)


@elements.check(points=1)
def judges_each_element_by_its_own_size(submission, reference, rng):
    """An error of 10 % is marked in small and in large elements, rounding errors in neither."""
    inverted = is_inverted(submission, rng)
    hint = "The tolerance of an element depends on its own size: rtol * (|dx| + |n|)."
    x = rng.uniform(-1.2, 1.2, (5, 6))
    df, dx = np.ones(x.shape), 1 - np.tanh(x) ** 2
    sizes = np.array([[1e-3], [1e5], [1.0], [1e-3], [1e5]])
    spoiled = sizes * dx
    spoiled[3] *= 1.1
    mixed = submission.marks_of_tanh(x, df, spoiled, sizes)
    for scale in (1e-4, 1e6):
        here = Message("With gradients of size {scale:g}, ", scale=scale)
        found = [
            submission.marks_of_tanh(x, df, factor * scale * dx, scale) for factor in (1.0, 1.1)
        ]
        expect_marks(found[0], np.full(x.shape, False), here, hint, inverted)
        expect_marks(found[1], np.full(x.shape, True), here, hint, inverted)
    here = Message("With elements of very different sizes, ")
    expect_marks(mixed, spoiled != sizes * dx, here, hint, inverted)


@elements.check(points=1, hidden=True)
def marks_what_is_no_number(submission, reference, rng):
    """Elements that are NaN or infinite are marked."""
    inverted = is_inverted(submission, rng)
    x = rng.uniform(-1.2, 1.2, (4, 5))
    hint = "A comparison with NaN is False, and infinity is not greater than infinity."
    for value in (np.nan, np.inf, -np.inf):
        here = Message("Where all elements are {value}, ", value=value)
        found = submission.marks_of_tanh(x, np.ones(x.shape), np.full(x.shape, value), 1.0)
        expect_marks(found, np.full(x.shape, True), here, hint, inverted)


@elements.check(points=1, hidden=True)
def looks_at_layers_of_any_shape(submission, reference, rng):
    """The mask is right when x and f(x) differ in shape, for any dimensions; nothing is changed."""
    inverted = is_inverted(submission, rng)
    hint = "df has the shape of f(x); dx and wrong have that of x."
    for shape in ((3, 2, 4), (4, 2, 2, 2), (5, 3)):
        x, A = rng.standard_normal(shape), rng.standard_normal((int(np.prod(shape[1:])), 4))
        df = np.ones((len(x), 4))
        dx = (df @ A.T).reshape(shape)
        here = Message("With x of shape {shape}, ", shape=shape)
        for more in (0, 1):
            found = submission.marks_of_affine(x, A, df, dx + more)
            expect_marks(found, np.full(shape, more > 0), here, hint, inverted)
    args, names = (x, A, df, dx), ("x", "", "df", "dx")
    expect_unchanged(submission, "marks_of_affine", args, names)
