"""What is asked of checking.py, most basic first.

While it is graded, stand_ins/numerical.py takes the place of the student's own numerical.py.
"""

from itertools import pairwise

import numpy as np

from autograder.checks import Exercise
from autograder.expect import expect, expect_array, expect_close
from reglab.columns import backward_propagation, forward_propagation

whole_net = Exercise("gradient_check_n", module="checking", stand_ins=("numerical",))
elements = Exercise("wrong_elements", module="checking", stand_ins=("numerical",))


def net(rng, *widths, examples=6):
    """Parameters, X, Y and the true gradients of a net, away from the kinks of its relus."""
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = 0.5 * rng.standard_normal((units, 1))
    X = rng.standard_normal((widths[0], 60 * examples))
    _, cache = forward_propagation(X, parameters)
    hidden = [np.abs(Z).min(axis=0) for Z in cache[:-4:4]]
    nearest = np.min([np.ones(X.shape[1]), *hidden], axis=0)
    X = X[:, np.argsort(-nearest)[:examples]]
    Y = rng.integers(0, 2, (1, examples))
    return parameters, gradients_of(parameters, X, Y), X, Y


def gradients_of(parameters, X, Y):
    _, cache = forward_propagation(X, parameters)
    found = backward_propagation(X, Y, cache)
    return {f"d{name}": found[f"d{name}"] for name in parameters}


def difference_of(submission, *args):
    return float(expect_array(submission.gradient_check_n(*args), (), "difference"))


def length(gradients):
    return np.sqrt(sum(np.sum(value**2) for value in gradients.values()))


def times(r, gradients):
    return {name: r * value for name, value in gradients.items()}


def expect_a_response(submission, rng):
    """The difference depends on the gradients at all: a constant has not earned anything."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    right, wrong = (
        difference_of(submission, parameters, times(r, gradients), X, Y, 1e-6) for r in (1, 7)
    )
    message = f"The difference is {right:.3g}, whether or not the gradients are right."
    expect(not np.isclose(right, wrong, rtol=1e-6), message, observed=right)
    return right, wrong


@whole_net.check(points=2)
def is_small_for_right_gradients(submission, reference, rng):
    """For right gradients the difference is next to nothing, and for wrong ones it is not."""
    found, _ = expect_a_response(submission, rng)
    hint = "Is gradapprox what it should be? Print it beside grad."
    message = f"The gradients are right, and the difference is {found:.3g}."
    expect(found < 1e-5, message, hint, observed=found)


@whole_net.check(points=2, after=is_small_for_right_gradients)
def relates_the_difference_to_both_lengths(submission, reference, rng):
    """For gradients that are r times too large it is |r - 1| / (r + 1)."""
    for r in (3.0, 0.25):
        parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
        found = difference_of(submission, parameters, times(r, gradients), X, Y, 1e-6)
        hint = "||grad - gradapprox|| / (||grad|| + ||gradapprox||), and ||v|| is a root."
        what = f"For gradients that are {r:g} times too large, the difference"
        expect_close(found, abs(r - 1) / (r + 1), what, hint, rtol=1e-4)


@whole_net.check(points=2, after=relates_the_difference_to_both_lengths)
def sees_every_parameter(submission, reference, rng):
    """An error in any weight matrix or bias counts with its length."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    for name, value in gradients.items():
        off = rng.standard_normal(value.shape)
        spoiled = {**gradients, name: value + off}
        expected = np.linalg.norm(off) / (length(spoiled) + length(gradients))
        found = difference_of(submission, parameters, spoiled, X, Y, 1e-6)
        hint = "All parameters are in the columns, and a length is taken of a whole column."
        what = f"With errors in {name} alone, the difference"
        expect_close(found, expected, what, hint, rtol=1e-4)


@whole_net.check(points=1, after=sees_every_parameter)
def takes_central_steps_of_epsilon(submission, reference, rng):
    """With a large epsilon the difference is that of central differences with this step."""
    for epsilon in (0.05, 0.4):
        parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
        found = difference_of(submission, parameters, gradients, X, Y, epsilon)
        true = reference.gradient_check_n(parameters, gradients, X, Y, epsilon)
        hint = "Does the step have the size of epsilon, and go as far down as up?"
        what = f"With epsilon = {epsilon}, the difference"
        expect_close(found, true, what, hint, rtol=1e-4)


@whole_net.check(points=1, hidden=True)
def finds_the_keys_in_any_order(submission, reference, rng):
    """The order of the keys does not matter, nor that dA1 and dZ1 are among the gradients."""
    expect_a_response(submission, rng)
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    usual = difference_of(submission, parameters, gradients, X, Y, 1e-6)
    _, cache = forward_propagation(X, parameters)
    backwards = backward_propagation(X, Y, cache)  # from the last layer to the first
    shuffled = {name: parameters[name] for name in reversed(parameters)}
    for what, args in (("gradients", parameters), ("parameters", shuffled)):
        found = difference_of(submission, args, backwards, X, Y, 1e-6)
        hint = "Do grad and gradapprox have their elements in the same order?"
        message = (
            f"With {what} from the last layer to the first the difference is {found:.3g},"
            f" and {usual:.3g} otherwise."
        )
        expect(abs(found - usual) < 1e-5 + 1e-4 * usual, message, hint, observed=(found, usual))


@whole_net.check(points=1, hidden=True)
def works_for_other_nets(submission, reference, rng):
    """The number of layers and their widths follow from parameters."""
    usual, _ = expect_a_response(submission, rng)
    for widths in ((3, 1), (6, 4, 1), (3, 6, 5, 4, 1)):
        parameters, gradients, X, Y = net(rng, *widths, examples=4)
        found = difference_of(submission, parameters, gradients, X, Y, 1e-6)
        hint = "Does your code count the layers, or know how many there are?"
        message = (
            f"For the right gradients of a net of {len(widths) - 1} layers the difference is"
            f" {found:.3g}, and {usual:.3g} for three layers."
        )
        expect(abs(found - usual) < 1e-5 + 1e-3 * usual, message, hint, observed=(found, usual))


@whole_net.check(points=1, hidden=True)
def zero_against_zero_is_no_difference(submission, reference, rng):
    """When grad and gradapprox are zero in every element the difference is 0."""
    expect_a_response(submission, rng)
    parameters, _, X, _ = net(rng, 4, 5, 3, 1)
    parameters["b3"] = np.full((1, 1), 800.0)  # sigmoid is 1 here, and its slope 0
    Y = np.ones((1, X.shape[1]), int)
    zeros = {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}
    found = difference_of(submission, parameters, zeros, X, Y, 1e-6)
    hint = "What is 0 / 0?"
    expect(found == 0, f"Both are zero, and the difference is {found:.3g}.", hint, observed=found)


@whole_net.check(points=1, hidden=True)
def leaves_the_net_alone(submission, reference, rng):
    """The caller's parameters and gradients are not changed."""
    expect_a_response(submission, rng)
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    args = (parameters, gradients, X, Y, 0.1)
    after = submission.observe("gradient_check_n", *args).args
    hint = "Move a copy of the column, and make new parameters of it."
    expect(len(after) == 5, "The arguments are not what they were.", hint)
    expect(unchanged(after[0], parameters), "parameters is changed.", hint)
    expect(unchanged(after[1], gradients), "gradients is changed.", hint)


def unchanged(found, given):
    return (
        isinstance(found, dict)
        and found.keys() == given.keys()
        and all(np.array_equal(found[key], given[key]) for key in given)
    )


def through_tanh(rng, *shape):
    """X, df, and the gradient through tanh, no element of which is small."""
    x, df = rng.uniform(-1.2, 1.2, shape), rng.uniform(0.5, 2, shape)
    return x, df, df * (1 - np.tanh(x) ** 2)


def expect_marks(found, expected, here, hint):
    """A mask is what it should be; 0 and 1 are as good as False and True."""
    marks = expect_array(found, expected.shape, "wrong") != 0
    missed, accused = (expected & ~marks).sum(), (marks & ~expected).sum()
    message = (
        f"{here}{missed} of {expected.sum()} wrong elements are not marked,"
        f" and {accused} of {(~expected).sum()} right ones are."
    )
    expect(not missed and not accused, message, hint, observed=marks.astype(float))


def expect_some_marks(submission, x, df, dx):
    """A mask that is empty whatever comes has not earned anything."""
    marks = expect_array(submission.marks_of_tanh(x, df, 2 * dx, 1.0), x.shape, "wrong")
    expect(marks.any(), "A gradient that is twice too large has no wrong elements.")


@elements.check(points=1)
def marks_nothing_in_a_right_gradient(submission, reference, rng):
    """A right gradient has no wrong elements; one that is twice too large has some."""
    x, df, dx = through_tanh(rng, 5, 6)
    expect_some_marks(submission, x, df, dx)
    hint = "wrong is True where dx and the numerical gradient differ. Is df in it?"
    expect_marks(submission.marks_of_tanh(x, df, dx, 1.0), x > np.inf, "", hint)


@elements.check(points=2)
def marks_what_is_wrong(submission, reference, rng):
    """Wrong signs, factors that are off by 1 %, and zeros are marked, each where it is."""
    x, df, dx = through_tanh(rng, 5, 6)
    spoiled = dx.copy()
    spoiled[0, 2:4] *= -1
    spoiled[1, 1:5] *= [0.99, 1.01, 0.99, 1.01]
    spoiled[2:4, 3] = 0
    hint = "Each element is compared by itself, and may be too large or too small."
    expect_marks(submission.marks_of_tanh(x, df, spoiled, 1.0), spoiled != dx, "", hint)


@elements.check(points=1)
def forgives_noise_around_zero(submission, reference, rng):
    """Where the true gradient is 0, rounding errors of the measurement are not called wrong."""
    expect_some_marks(submission, *through_tanh(rng, 5, 6))
    x = 10 + 3 * rng.standard_normal((5, 6))
    hint = "What is the relative error of 0 and 1e-11? What is atol for?"
    zeros = np.zeros(x.shape)
    expect_marks(submission.marks_of_centring(x, np.ones(x.shape), zeros), x > np.inf, "", hint)


@elements.check(points=1, after=marks_what_is_wrong)
def judges_each_element_by_its_own_size(submission, reference, rng):
    """An error of 10 % is marked in small elements as in large ones, and noise in neither."""
    hint = "How much an element may be off depends on its own size: rtol * (|dx| + |n|)."
    for scale in (1e-4, 1e6):
        x, df, dx = through_tanh(rng, 5, 6)
        spoiled = scale * dx
        spoiled[3] *= 1.1
        here = f"With gradients of size {scale:g}, "
        expect_marks(
            submission.marks_of_tanh(x, df, spoiled, scale), spoiled != scale * dx, here, hint
        )
    x, df, dx = through_tanh(rng, 5, 6)
    sizes = 10.0 ** np.array([-3, 3, 0, -3, 3, 0])
    spoiled = sizes * dx
    spoiled[1] *= 1.1
    found = submission.marks_of_tanh(x, sizes * df, spoiled, 1.0)
    expect_marks(found, spoiled != sizes * dx, "With elements of very different sizes, ", hint)


@elements.check(points=1, after=marks_what_is_wrong, hidden=True)
def marks_what_is_no_number(submission, reference, rng):
    """Elements that are NaN or infinite are wrong."""
    x, df, dx = through_tanh(rng, 4, 5)
    spoiled = dx.copy()
    spoiled[0, 1], spoiled[2, 3], spoiled[3, 0] = np.nan, np.inf, -np.inf
    hint = "A comparison with NaN is False, and infinity is not greater than infinity."
    expect_marks(submission.marks_of_tanh(x, df, spoiled, 1.0), spoiled != dx, "", hint)


@elements.check(points=1, after=marks_what_is_wrong, hidden=True)
def looks_at_layers_of_any_shape(submission, reference, rng):
    """Input and output may differ in shape, and x may have any number of dimensions."""
    hint = "df has the shape of f(x); dx and wrong have that of x."
    for shape in ((3, 2, 4), (4, 2, 2, 2), (5, 3)):
        x, A = rng.standard_normal(shape), rng.standard_normal((int(np.prod(shape[1:])), 4))
        df = rng.standard_normal((len(x), 4))
        dx = (df @ A.T).reshape(shape)
        spoiled = dx.copy()
        spoiled[1:, :2] *= 1.5
        here = f"With x of shape {shape}, "
        expect_marks(submission.marks_of_affine(x, A, df, spoiled), spoiled != dx, here, hint)
