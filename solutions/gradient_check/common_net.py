"""Nets that the checks of gradient_check_n ask about, and what the difference should be."""

from itertools import pairwise

import numpy as np
from common import place_of

from autograder import Failed, Message, expect, expect_number
from reglab.columns import (
    backward_propagation,
    compute_cost,
    dictionary_to_vector,
    forward_propagation,
    vector_to_dictionary,
)

SMALL = 1e-6  # an epsilon at which all that is left is the derivative
DRIFT = 1e-7  # moves all of gradapprox by DRIFT / (2 SMALL), about the size of a gradient


def net(rng, *widths, examples=6):
    """Parameters, X, Y and the true gradients of a net, away from the kinks of its relus.

    No unit is dead, each gradient has some length, and twice that of all is less than 1.
    """
    for _ in range(1000):
        parameters, X, Y = draw(rng, widths, examples)
        gradients = gradients_of(parameters, X, Y)
        lengths = [np.linalg.norm(value) for value in gradients.values()]
        alive = all(value.all() for value in gradients.values())
        if alive and 0.03 * max(lengths) < min(lengths) and length(gradients) < 0.5:
            break
    return parameters, gradients, X, Y


def draw(rng, widths, examples):
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = rng.uniform(-0.3, 1, (units, 1))
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


def central_differences(parameters, X, Y, epsilon):
    """The numerical gradients of a net with a step that may be large."""
    theta, column = dictionary_to_vector(parameters), []
    for move in epsilon * np.eye(theta.size)[:, :, None]:
        points = (vector_to_dictionary(end, parameters) for end in (theta + move, theta - move))
        right, left = (compute_cost(forward_propagation(X, point)[0], Y) for point in points)
        column.append((right - left) / (2 * epsilon))
    found = vector_to_dictionary(np.array(column), parameters)
    return {f"d{name}": value for name, value in found.items()}


def difference_of(submission, *args):
    """What gradient_check_n says, as a number."""
    return expect_number(submission.difference(*args), "difference")


def times(r, gradients):
    return {name: r * value for name, value in gradients.items()}


def length(gradients):
    return np.sqrt(sum(np.sum(value**2) for value in gradients.values()))


def seen(difference):
    """A difference, or 0 where it is only rounding, by which a misconception is recognised."""
    return difference if difference > 1e-5 else 0.0


def expect_an_effect(submission, args, found, hint=""):
    """The difference depends on the gradients; a constant earns no points.

    Args:
        submission: who is asked.
        args: parameters, gradients, X and Y, for which the difference is the first of found.
        found: differences for several gradients.
        hint: what to look at.
    """
    if np.allclose(found, found[0], rtol=SMALL):
        word, place = where_of(submission, args)
        text = "The difference is {found:.3g}, whatever the gradients are. {place}"
        message = Message(text, found=found[0], place=place)
        raise Failed(message, hint, observed=(seen(found[0]), word))


def where_of(submission, args):
    """Where the costs were taken: see place_of."""
    return place_of(submission.moves(*args, SMALL), "theta", "epsilon", "cost")


def usual_difference(submission, rng):
    """The differences for right and wrong gradients, if they depend on these and on the net."""
    parameters, gradients, X, Y = net(rng, 4, 5, 3, 1)
    right, wrong = (
        difference_of(submission, parameters, times(r, gradients), X, Y, SMALL) for r in (1, -7)
    )
    expect_a_measurement(submission, (parameters, gradients, X, Y), right)
    expect_an_effect(submission, (parameters, gradients, X, Y), (right, wrong))
    return right, wrong


def depends_on_the_costs(submission, args, right):
    """True for a difference that is another for other labels; a gradapprox of zeros has none."""
    parameters, gradients, X, Y = args
    other = difference_of(submission, parameters, gradients, X, 1 - Y, SMALL)
    return not np.isclose(other, right, rtol=SMALL)


def expect_a_measurement(submission, args, right):
    """The difference is that of a net: not another one in each call, nor without its costs.

    Where a gradapprox of zeros depends on no labels, it may depend on costs that drift.
    """
    again = difference_of(submission, *args, SMALL)
    text = "The same question is answered by {right:.3g} and by {again:.3g}."
    message = Message(text, right=right, again=again)
    expect(np.isclose(again, right, atol=1e-7), message, observed="noise")
    if np.isclose(right, 1) or depends_on_the_costs(submission, args, right):
        return
    drifting = difference_of(submission, *args, SMALL, DRIFT)
    message = "The difference does not depend on the labels Y, so no cost has been measured."
    expect(not np.isclose(drifting, right, rtol=SMALL), message, observed="no cost")


class Lengths:
    """The difference for gradients r g, for a gradapprox of which c and rho are not known.

    If gradapprox is c times as long as g, and rho is the cosine of the angle between the two, it is
    sqrt(r^2 + c^2 - 2 r c rho) / (|r| + c). Two differences give c and rho. So the formula can be
    asked for where gradapprox is wrong.
    """

    def __init__(self, found):
        """From the differences at r = 1, 3, -1 and -3."""
        if found[1.0] < 1e-5:
            self.fits = [(1.0, 1.0)]
        elif found[1.0] < 1 - 1e-9:
            self.fits = list(self._solve(found[1.0], found[3.0]))
        else:  # gradapprox points the other way
            self.fits = [(c, -rho) for c, rho in self._solve(found[-1.0], found[-3.0])]

    @staticmethod
    def _solve(d, e):
        d, e = d * d, e * e
        for c in np.roots([2 - 3 * d + e, 6 * (e - d), 9 * e - 6 - 3 * d]):
            if abs(c.imag) < 1e-6 and c.real > 1e-6:
                c = float(c.real)
                rho = (1 + c * c - d * (1 + c) ** 2) / (2 * c)
                if abs(rho) < 1 + 1e-6:
                    yield c, rho

    def expected(self, r):
        """The difference at r, for each pair of c and rho that comes into question."""
        for c, rho in self.fits or [(1.0, 1.0)]:
            yield np.sqrt(max(0.0, r * r + c * c - 2 * r * c * rho)) / (abs(r) + c)
