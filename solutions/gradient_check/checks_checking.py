"""What is asked of gradient_check_n, most basic first.

While checking.py is graded, stand_ins/numerical.py takes the place of the student's own
numerical.py. No check but the first needs a right gradapprox: the others are asked of the one that
is there, whatever its factor is.
"""

import numpy as np
from common import rows_of
from common_net import (
    DRIFT,
    SMALL,
    Lengths,
    central_differences,
    depends_on_the_costs,
    difference_of,
    expect_a_measurement,
    expect_an_effect,
    length,
    net,
    seen,
    times,
    usual_difference,
    where_of,
)

from autograder import Exercise, Failed, Message, expect, expect_close, expect_unchanged
from reglab.columns import backward_propagation, forward_propagation

whole_net = Exercise("gradient_check_n", module="checking", stand_ins=("numerical", "gc_utils"))


@whole_net.check(points=2)
def is_small_for_right_gradients(submission, reference, rng):
    """The difference is close to 0 for right gradients, and not for wrong ones."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    found = {
        r: difference_of(submission, parameters, times(r, gradients), X, Y, SMALL)
        for r in (1, 7, -1)
    }
    hint = "Is gradapprox right? Print it next to grad, and the two costs of its first element."
    expect_an_effect(submission, (parameters, gradients, X, Y), list(found.values()), hint)
    if found[1] >= 1e-5:
        word, place = where_of(submission, (parameters, gradients, X, Y))
        text = "The gradients are right, but the difference is {found:.3g}. {factor} {place}"
        if word.startswith(("both sides", "elsewhere")):
            place = Message("")
        message = Message(text, found=found[1], factor=factor_of(found), place=place)
        raise Failed(message, hint, observed=(np.array([*found.values()]), word))


def factor_of(found):
    """The factor of gradapprox that such differences come from; "" where there is none."""
    for factor in (2.0, 0.5, -1.0):
        expected = [abs(r - factor) / (abs(r) + abs(factor)) for r in found]
        if np.allclose(list(found.values()), expected, rtol=1e-3):
            return Message(
                "It would be so if gradapprox were {factor:g} times the true one.", factor=factor
            )
    return Message("")


@whole_net.check(points=2)
def relates_the_difference_to_both_lengths(submission, reference, rng):
    """It is the length of grad - gradapprox, divided by the sum of their two lengths."""
    args = net(rng, 4, 5, 3, 1)
    found = of_multiples(submission, *args)
    if np.allclose(list(found.values()), 1):  # as it is for a gradapprox of zeros
        found = of_multiples(submission, *args, DRIFT)
    expect_an_effect(submission, args, list(found.values()))
    lengths = Lengths(found)
    hint = "||grad - gradapprox|| / (||grad|| + ||gradapprox||), and ||v|| is a square root."
    for r in (0.25, -2.0, 3.0):
        what = Message("For gradients that are {r:g} times too large, the difference", r=r)
        true = min(lengths.expected(r), key=lambda true: abs(found[r] - true))
        expect_close(found[r], true, what, hint, rtol=1e-4, observed=np.array([*found.values()]))


def of_multiples(submission, parameters, gradients, X, Y, *drift):
    """The differences for multiples of the right gradients."""
    return {
        r: difference_of(submission, parameters, times(r, gradients), X, Y, SMALL, *drift)
        for r in (1.0, 3.0, 0.25, -2.0, -1.0, -3.0)
    }


@whole_net.check(points=2)
def sees_every_parameter(submission, reference, rng):
    """An error in any weight matrix or bias adds its length to the numerator."""
    parameters, gradients, X, Y = args = net(rng, 4, 5, 3, 1)
    errors = {name: away_from_zero(rng, value.shape) for name, value in gradients.items()}
    hint = "Each column has all parameters, and its length is that of the whole column."
    right, three = (
        difference_of(submission, parameters, times(r, gradients), X, Y, SMALL) for r in (1, 3)
    )
    if right < 1e-5 and abs(three - 0.5) < 1e-4:
        for name, error in errors.items():
            wrong = {**gradients, name: gradients[name] + error}
            what = Message("With errors in {name} alone, the difference", name=name)
            true = length({name: error}) / (length(wrong) + length(gradients))
            found = difference_of(submission, parameters, wrong, X, Y, SMALL)
            expect_close(found, true, what, hint, rtol=1e-4)
        return
    expect_a_measurement(submission, args, right)
    expect_changes(submission, args, errors, hint)


def expect_changes(submission, args, errors, hint):
    """A difference that is wrong changes with errors in each of the gradients, of either sign."""
    parameters, gradients, X, Y = args
    right = difference_of(submission, parameters, gradients, X, Y, SMALL)
    drift = 0.0 if depends_on_the_costs(submission, args, right) else DRIFT
    wrong = [
        {**gradients, name: gradients[name] + e}
        for name, error in errors.items()
        for e in (error, -error)
    ]
    right, *found = (
        difference_of(submission, parameters, given, X, Y, SMALL, drift)
        for given in (gradients, *wrong)
    )
    expect_an_effect(submission, args, [right, *found])
    changes = np.abs(np.subtract(found, right)).reshape(-1, 2).max(axis=1)
    for name, change in zip(errors, changes, strict=True):
        message = Message("Errors in {name} alone do not change the difference.", name=name)
        expect(change > 1e-6 * changes.max(), message, hint)


def away_from_zero(rng, shape):
    """Errors that no sum of squares overlooks."""
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(1, 2, shape)


@whole_net.check(points=1)
def takes_central_steps_of_epsilon(submission, reference, rng):
    """With a large epsilon gradapprox has the central differences with this step."""
    for epsilon in (0.05, 0.4):
        parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
        measured = central_differences(parameters, X, Y, epsilon)
        found = {  # a wrong factor has cost points already
            factor: difference_of(submission, parameters, times(factor, measured), X, Y, epsilon)
            for factor in (1.0, 2.0, 0.5, -1.0)
        }
        right = difference_of(submission, parameters, gradients, X, Y, epsilon)
        expect_an_effect(submission, (parameters, gradients, X, Y), list(found.values()))
        hint = "Is the step equal to epsilon, both up and down?"
        text = (
            "With epsilon = {epsilon}, and the central differences with this step for gradients,"
            " the difference is {found:.3g}, expected 0."
        )
        message = Message(text, epsilon=epsilon, found=found[1.0])
        near = sum(value < 1e-8 for value in found.values())
        expect(near == 1, message, hint, observed=np.array([*found.values(), right]))


@whole_net.check(points=1, hidden=True)
def finds_the_keys_in_any_order(submission, reference, rng):
    """The order of the keys and more gradients, such as dA1 and dZ1, make no difference."""
    usual_difference(submission, rng)
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    usual = difference_of(submission, parameters, gradients, X, Y, SMALL)
    _, cache = forward_propagation(X, parameters)
    backwards = backward_propagation(X, Y, cache)  # from the last layer to the first
    shuffled = {name: parameters[name] for name in reversed(parameters)}
    text = (
        "With {argument} from the last layer to the first, the difference is {found:.3g}."
        " Otherwise it is {usual:.3g}."
    )
    hint = "Do grad and gradapprox have their elements in the same order?"
    for argument, args in (("gradients", parameters), ("parameters", shuffled)):
        found = difference_of(submission, args, backwards, X, Y, SMALL)
        message = Message(text, argument=argument, found=found, usual=usual)
        close = abs(found - usual) < 1e-5 + 1e-4 * usual
        expect(close, message, hint, observed=(seen(found), seen(usual)))


@whole_net.check(points=1, hidden=True)
def works_for_other_nets(submission, reference, rng):
    """The difference is right for nets of other depths and widths."""
    usual, wrong = usual_difference(submission, rng)
    text = (
        "For the right gradients of a net of the widths {widths}, the difference is {found:.3g}."
        " For (4, 5, 3, 1) it is {usual:.3g}."
    )
    hint = "Is the number of layers a constant in your code?"
    for widths in ((3, 1), (6, 4, 1), (3, 4, 3, 3, 1)):
        parameters, gradients, X, Y = net(rng, *widths, examples=4)
        found = difference_of(submission, parameters, gradients, X, Y, SMALL)
        other = difference_of(submission, parameters, times(-7, gradients), X, Y, SMALL)
        message = Message(text, widths=widths, found=found, usual=usual)
        # The two as a ratio, which a formula without a divisor has as well.
        close = abs(found * wrong - usual * other) < (1e-5 + 1e-3 * usual) * max(wrong, other)
        expect(close, message, hint, observed=(seen(found), seen(usual)))


@whole_net.check(points=1, hidden=True)
def zero_against_zero_is_no_difference(submission, reference, rng):
    """When grad and gradapprox are zero in every element the difference is 0."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    usual = difference_of(submission, parameters, times(3, gradients), X, Y, SMALL)
    message = Message("The difference is 0 for gradients that are three times too large.")
    expect(usual > 1e-5, message, observed=usual)
    expect_a_measurement(submission, (parameters, times(3, gradients), X, Y), usual)
    parameters["b3"] = np.full((1, 1), 800.0)  # sigmoid is 1 here, and its slope 0
    Y = np.ones((1, X.shape[1]), int)
    zeros = {f"d{name}": np.zeros(value.shape) for name, value in parameters.items()}
    found = difference_of(submission, parameters, zeros, X, Y, SMALL)
    hint = "What is 0 / 0?"
    message = Message("Both are zero, but the difference is {found:.3g}.", found=found)
    expect(found == 0, message, hint, observed=found)


@whole_net.check(points=1, hidden=True)
def leaves_the_net_alone(submission, reference, rng):
    """The caller's parameters, gradients, X and Y are not changed."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    if not len(rows_of(submission.moves(parameters, gradients, X, Y, 0.1))):
        usual_difference(submission, rng)
    hint = "Move a copy of the column, and make new parameters from it."
    names = ("parameters", "gradients", "X", "Y", "")
    args = (parameters, gradients, X, Y, 0.1)
    expect_unchanged(submission, "difference", args, names, hint)
