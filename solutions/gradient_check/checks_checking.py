"""What is asked of gradient_check_n, most basic first.

While checking.py is graded, stand_ins/numerical.py takes the place of the student's own
numerical.py.
"""

from itertools import pairwise

import numpy as np

from autograder import Exercise, expect, expect_array, expect_close, expect_unchanged
from reglab.columns import backward_propagation, forward_propagation

whole_net = Exercise("gradient_check_n", module="checking", stand_ins=("numerical",))


def net(rng, *widths, examples=6):
    """Parameters, X, Y and the true gradients of a net, away from the kinks of its relus.

    No layer is dead: each gradient has some length.
    """
    for _ in range(1000):
        parameters, X, Y = draw(rng, widths, examples)
        gradients = gradients_of(parameters, X, Y)
        lengths = [np.linalg.norm(value) for value in gradients.values()]
        if min(lengths) > 0.03 * max(lengths) > 0.0003:
            break
    return parameters, gradients, X, Y


def draw(rng, widths, examples):
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = 0.5 * rng.standard_normal((units, 1))
    X = rng.standard_normal((widths[0], 20 * examples))
    _, cache = forward_propagation(X, parameters)
    hidden = [np.abs(Z).min(axis=0) for Z in cache[:-4:4]]
    nearest = np.min([np.ones(X.shape[1]), *hidden], axis=0)
    X = X[:, np.argsort(-nearest)[:examples]]
    return parameters, X, rng.integers(0, 2, (1, examples))


def gradients_of(parameters, X, Y):
    _, cache = forward_propagation(X, parameters)
    found = backward_propagation(X, Y, cache)
    return {f"d{name}": found[f"d{name}"] for name in parameters}


def difference_of(submission, *args):
    return float(expect_array(submission.gradient_check_n(*args), (), "difference"))


def length(gradients):
    return np.sqrt(sum(np.sum(value**2) for value in gradients.values()))


def seen(difference):
    """A difference as it can be recognised: one that is small is rounding."""
    return difference if difference > 1e-5 else 0.0


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
        expect(
            abs(found - usual) < 1e-5 + 1e-4 * usual,
            message,
            hint,
            observed=(seen(found), seen(usual)),
        )


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
        expect(
            abs(found - usual) < 1e-5 + 1e-3 * usual,
            message,
            hint,
            observed=(seen(found), seen(usual)),
        )


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
    hint = "Move a copy of the column, and make new parameters of it."
    expect_unchanged(submission, "gradient_check_n", args, ("parameters", "gradients"), hint)
