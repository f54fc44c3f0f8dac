"""Checks of dropout_regression_weights; keep_prob is the probability of KEEPING an input."""

import numpy as np
from checks_regression import problem

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
)

weights = Exercise("dropout_regression_weights", module="regression")


def found_weights(submission, X, y, p):
    """The submission's weights, as an array of shape (n,); a column (n, 1) is accepted too."""
    w = submission.dropout_regression_weights(X, y, p)
    if isinstance(w, np.ndarray) and w.shape == (X.shape[1], 1):
        w = w[:, 0]
    return expect_array(w, (X.shape[1],), "w").astype(float)


def one_input(rng):
    """One input with the mean 0 and the mean square 1, a target, and their least squares weight."""
    X, y = rng.normal(size=(30, 1)), rng.normal(size=30)
    X -= X.mean()
    X /= np.sqrt(np.mean(X**2))
    y += 2 * X[:, 0]
    return X, y, float(X[:, 0] @ y / 30)


def solved(X, y, strength):
    """The weights where the diagonal of X'X is 1 + strength times as large."""
    gram = X.T @ X
    return np.linalg.solve(gram + strength * np.diag(np.diag(gram)), X.T @ y)


def possible(submission, rng, X, y, p):
    """The right weights, and those of a submission whose penalty or right side has a wrong factor.

    What one input shows of that has cost its points. It may be the one or the other.
    """
    Z, t, plain = one_input(rng)
    right, found = solved(X, y, (1 - p) / p), found_weights(submission, Z, t, p)[0]
    if not found:
        return [right]
    strength = plain / found - 1
    # Of a mean where X'X is a sum, the strength depends on the number of examples.
    own = [solved(X, y, strength * by) for by in (1, len(Z) / len(X)) if strength > 1e-6]
    return [right, *own, right * found / (p * plain)]


@weights.check(points=1)
def is_least_squares_at_1(submission, reference, rng):
    """At keep_prob = 1 the weights are those of least squares."""
    _, X, y = problem(rng, 30, 4)
    true = np.linalg.lstsq(X, y)[0]
    hint = "Without a penalty the system is X'X w = X'y."
    for p in (1.0, 1):
        expect_close(found_weights(submission, X, y, p), true, Message("At keep_prob = 1, w"), hint)


@weights.check(points=2)
def leaves_the_share_p_of_one_weight(submission, reference, rng):
    """With a single input, the weight is p times that of least squares."""
    hint = "With one input, set the derivative to zero by hand. What is left of x'y / x'x?"
    for p in (0.8, 0.3):
        X, y, plain = one_input(rng)
        what = Message("At keep_prob = {p}, with a single input, w", p=p)
        w = found_weights(submission, X, y, p)
        expect_close(w, np.array([p * plain]), what, hint, observed=w / plain)


@weights.check(points=1)
def minimises_the_expected_loss(submission, reference, rng):
    """Below 1 the weights of several inputs minimise the expected dropout loss."""
    hint = "Set the derivative by w_j to zero. Which elements of X'X does the penalty change?"
    for p in (0.8, 0.3):
        _, X, y = problem(rng, 30, 4)
        w, known = found_weights(submission, X, y, p), possible(submission, rng, X, y, p)
        if not any(np.allclose(w, one, rtol=1e-6) for one in known):
            expect_close(w, known[0], Message("At keep_prob = {p}, w", p=p), hint)


@weights.check(points=1)
def does_not_care_for_units(submission, reference, rng):
    """With inputs in other units the weights change, and the predictions stay the same."""
    _, X, y = problem(rng, 30, 4)
    units = np.array([10.0, 1.0, 0.2, 3.0])
    plain, other = (found_weights(submission, Z, y, 0.6) for Z in (X, X * units))
    hint = "What does the penalty on w_j do when the column of X is ten times as large?"
    expect(plain.all(), "A weight is 0.", hint, observed=tuple(plain))
    seen = constant(other * units / plain)
    what = Message("The weights for inputs in other units, converted to the old units,")
    expect_close(other * units, plain, what, hint, observed=(seen, other * units / plain))


@weights.check(points=1, hidden=True)
def works_with_more_inputs_than_examples(submission, reference, rng):
    """It also works for other shapes, such as more inputs than examples."""
    hint = "With the penalty, is the matrix of the system still singular?"
    twins = np.array([[1.0, 2.0], [2.0, 4.0]])  # whose X'X is singular to the last bit
    problems = [(twins, np.array([1.0, -1.0]), 0.5)]
    for m, n, p in ((6, 11, 0.7), (1, 1, 0.5), (40, 2, 0.05)):
        problems.append((*problem(rng, m, n)[1:], p))
    for X, y, p in problems:
        w, known = found_weights(submission, X, y, p), possible(submission, rng, X, y, p)
        what = Message("With {m} examples of {n} inputs, w", m=len(X), n=len(X[0]))
        if not any(np.allclose(w, one, rtol=1e-6) for one in known):
            expect_close(w, known[0], what, hint)


@weights.check(points=1, hidden=True)
def the_weights_leave_their_arguments_alone(submission, reference, rng):
    """The caller's X and y are not changed."""
    for p in (0.6, 1.0):
        _, X, y = problem(rng, 8, 3)
        args, names = (X, y, p), ("X", "y")
        w = expect_unchanged(submission, "dropout_regression_weights", args, names)
        there = isinstance(w, np.ndarray) and w.size == 3 and w.any()
        expect(there, "There are no weights.", observed="no weights")
