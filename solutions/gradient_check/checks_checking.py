"""What is asked of gradient_check_n, most basic first.

While checking.py is graded, stand_ins/numerical.py takes the place of the student's own
numerical.py.
"""

from itertools import pairwise

import numpy as np

from autograder import Exercise, Message, expect, expect_array, expect_close, expect_unchanged
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
    """A difference, or 0 where it is only rounding, by which a misconception is recognised."""
    return difference if difference > 1e-5 else 0.0


def times(r, gradients):
    return {name: r * value for name, value in gradients.items()}


def expect_a_response(submission, rng):
    """The difference depends on the gradients; a constant earns no points."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    right, wrong = (
        difference_of(submission, parameters, times(r, gradients), X, Y, 1e-6) for r in (1, 7)
    )
    text = "The difference is {right:.3g}, whether or not the gradients are right."
    message = Message(text, right=right)
    expect(not np.isclose(right, wrong, rtol=1e-6), message, observed=right)
    return right, wrong


@whole_net.check(points=2)
def is_small_for_right_gradients(submission, reference, rng):
    """The difference is close to 0 for right gradients, and not for wrong ones."""
    found, _ = expect_a_response(submission, rng)
    hint = "Is gradapprox right? Print it next to grad."
    message = Message("The gradients are right, but the difference is {found:.3g}.", found=found)
    expect(found < 1e-5, message, hint, observed=found)


@whole_net.check(points=2, after=is_small_for_right_gradients)
def relates_the_difference_to_both_lengths(submission, reference, rng):
    """For gradients that are r times too large it is |r - 1| / (r + 1)."""
    for r in (3.0, 0.25):
        parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
        found = difference_of(submission, parameters, times(r, gradients), X, Y, 1e-6)
        hint = "||grad - gradapprox|| / (||grad|| + ||gradapprox||), and ||v|| is a square root."
        what = Message("For gradients that are {r:g} times too large, the difference", r=r)
        expect_close(found, abs(r - 1) / (r + 1), what, hint, rtol=1e-4)


@whole_net.check(points=2, after=relates_the_difference_to_both_lengths)
def sees_every_parameter(submission, reference, rng):
    """An error in any weight matrix or bias adds its length to the numerator."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    for name, value in gradients.items():
        off = rng.standard_normal(value.shape)
        spoiled = {**gradients, name: value + off}
        expected = np.linalg.norm(off) / (length(spoiled) + length(gradients))
        found = difference_of(submission, parameters, spoiled, X, Y, 1e-6)
        hint = "Each column has all parameters, and its length is that of the whole column."
        what = Message("With errors in {name} alone, the difference", name=name)
        expect_close(found, expected, what, hint, rtol=1e-4)


@whole_net.check(points=1, after=sees_every_parameter)
def takes_central_steps_of_epsilon(submission, reference, rng):
    """With a large epsilon the difference is that of central differences with this step."""
    for epsilon in (0.05, 0.4):
        parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
        found = difference_of(submission, parameters, gradients, X, Y, epsilon)
        true = reference.gradient_check_n(parameters, gradients, X, Y, epsilon)
        hint = "Is the step equal to epsilon, both up and down?"
        what = Message("With epsilon = {epsilon}, the difference", epsilon=epsilon)
        expect_close(found, true, what, hint, rtol=1e-4)


@whole_net.check(points=1, hidden=True)
def finds_the_keys_in_any_order(submission, reference, rng):
    """The order of the keys and more gradients, such as dA1 and dZ1, make no difference."""
    expect_a_response(submission, rng)
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    usual = difference_of(submission, parameters, gradients, X, Y, 1e-6)
    _, cache = forward_propagation(X, parameters)
    backwards = backward_propagation(X, Y, cache)  # from the last layer to the first
    shuffled = {name: parameters[name] for name in reversed(parameters)}
    text = (
        "With {argument} from the last layer to the first, the difference is {found:.3g}."
        " Otherwise it is {usual:.3g}."
    )
    hint = "Do grad and gradapprox have their elements in the same order?"
    for argument, args in (("gradients", parameters), ("parameters", shuffled)):
        found = difference_of(submission, args, backwards, X, Y, 1e-6)
        message = Message(text, argument=argument, found=found, usual=usual)
        close = abs(found - usual) < 1e-5 + 1e-4 * usual
        expect(close, message, hint, observed=(seen(found), seen(usual)))


@whole_net.check(points=1, hidden=True)
def works_for_other_nets(submission, reference, rng):
    """The difference is right for nets of other depths and widths."""
    usual, _ = expect_a_response(submission, rng)
    text = (
        "For the right gradients of a net of {layers} layers, the difference is {found:.3g}."
        " For three layers it is {usual:.3g}."
    )
    hint = "Is the number of layers a constant in your code?"
    for widths in ((3, 1), (6, 4, 1), (3, 6, 5, 4, 1)):
        parameters, gradients, X, Y = net(rng, *widths, examples=4)
        found = difference_of(submission, parameters, gradients, X, Y, 1e-6)
        message = Message(text, layers=len(widths) - 1, found=found, usual=usual)
        close = abs(found - usual) < 1e-5 + 1e-3 * usual
        expect(close, message, hint, observed=(seen(found), seen(usual)))


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
    message = Message("Both are zero, but the difference is {found:.3g}.", found=found)
    expect(found == 0, message, hint, observed=found)


@whole_net.check(points=1, hidden=True)
def leaves_the_net_alone(submission, reference, rng):
    """The caller's parameters and gradients are not changed."""
    expect_a_response(submission, rng)
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    args = (parameters, gradients, X, Y, 0.1)
    hint = "Move a copy of the column, and make new parameters from it."
    expect_unchanged(submission, "gradient_check_n", args, ("parameters", "gradients"), hint)
