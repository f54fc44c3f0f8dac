"""Checks of regression.py, most basic first; keep_prob is the probability of KEEPING an input."""

from itertools import product

import numpy as np

from autograder import (
    Exercise,
    Message,
    constant,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
)

loss = Exercise("expected_dropout_loss", module="regression")
weights = Exercise("dropout_regression_weights", module="regression")


def problem(rng, m, n):
    """Weights w, correlated inputs X of unlike sizes that are not centred, and targets y."""
    sizes = np.geomspace(0.5, 3, n)
    X = (rng.normal(size=(m, n)) + 0.4 * rng.normal(size=(m, 1)) + 0.3) * sizes
    return rng.uniform(0.5, 2, n), X, X @ rng.normal(size=n) + rng.normal(size=m)


def loss_of(submission, w, X, y, p):
    """The result of expected_dropout_loss, as a number."""
    hint = "The mean over the examples and the sum over the inputs leave one number."
    return expect_number(submission.expected_dropout_loss(w, X, y, p), Message("The loss"), hint)


def penalty_of(submission, w, X, y, p):
    """The loss at keep_prob = p less the loss at keep_prob = 1."""
    return loss_of(submission, w, X, y, p) - loss_of(submission, w, X, y, 1.0)


@loss.check(points=1)
def is_the_plain_loss_at_1(submission, reference, rng):
    """At keep_prob = 1 the loss is half the mean of the squared errors."""
    w, X, y = problem(rng, 30, 4)
    true = np.mean((X @ w - y) ** 2) / 2
    hint = "The loss is 1 / (2 m) times a sum over the m examples."
    what = Message("At keep_prob = 1, the loss")
    expect_close(loss_of(submission, w, X, y, 1.0), true, what, hint)


@loss.check(points=3)
def adds_the_variance_of_what_the_model_says(submission, reference, rng):
    """Below 1 dropout adds half the mean variance of the model's prediction to the loss."""
    hint = "What is the variance of a number that is 1/p with probability p, and 0 otherwise?"
    for p in (0.85, 0.3):  # at 0.5, (1 - p) / p and p / (1 - p) are the same
        w, X, y = problem(rng, 25, 4)
        X /= np.sqrt(np.mean(X**2, axis=0))  # so that all inputs have the same mean square
        true = np.sum(w**2) * (1 - p) / p / 2
        found = penalty_of(submission, w, X, y, p)
        what = Message("At keep_prob = {p}, the penalty that dropout adds", p=p)
        expect_close(found, true, what, hint, observed=found / true)


@loss.check(points=2)
def weighs_each_weight_by_its_input(submission, reference, rng):
    """The penalty on each squared weight is proportional to the mean square of its own input."""
    p, (w, X, y) = 0.6, problem(rng, 25, 4)
    each = np.array([penalty_of(submission, w * (np.arange(4) == j), X, y, p) for j in range(4)])
    squares = np.mean(X**2, axis=0)
    counts, true = each / w**2, squares / squares[-1]
    hint = "By which input is w_j multiplied? How does that input enter the variance?"
    expect(np.all(each != 0), "At least one weight is not penalised.", hint)
    seen = tuple(np.round(counts / counts[-1], 6))
    what = Message("The penalty on each squared weight, relative to that on the last one,")
    expect_close(counts / counts[-1], true, what, hint, observed=seen)


@loss.check(
    points=1,
    after=(is_the_plain_loss_at_1, adds_the_variance_of_what_the_model_says),
    hidden=True,
)
def is_the_mean_over_all_masks(submission, reference, rng):
    """For small problems the loss equals the mean over all masks, weighted by probability."""
    hint = "Work one example with two inputs by hand: there are four masks."
    for m, n, p in ((3, 2, 0.35), (1, 5, 0.9), (5, 1, 0.05)):
        w, X, y = problem(rng, m, n)
        true = 0.0
        for bits in product((0, 1), repeat=m * n):
            kept = np.reshape(bits, (m, n))
            chance = p ** kept.sum() * (1 - p) ** (m * n - kept.sum())
            true += chance * np.mean(((X * kept / p) @ w - y) ** 2) / 2
        text = "With {m} examples of {n} inputs and keep_prob = {p}, the loss"
        what = Message(text, m=m, n=n, p=p)
        expect_close(loss_of(submission, w, X, y, p), true, what, hint)


@loss.check(points=1, hidden=True)
def the_loss_leaves_its_arguments_alone(submission, reference, rng):
    """The caller's w, X and y are not changed."""
    w, X, y = problem(rng, 8, 3)
    expect_unchanged(submission, "expected_dropout_loss", (w, X, y, 0.6), ("w", "X", "y"))


def found_weights(submission, X, y, p):
    """The submission's weights, as an array of shape (n,); a column (n, 1) is accepted too."""
    w = submission.dropout_regression_weights(X, y, p)
    if isinstance(w, np.ndarray) and w.shape == (X.shape[1], 1):
        w = w[:, 0]
    return expect_array(w, (X.shape[1],), "w").astype(float)


@weights.check(points=1)
def is_least_squares_at_1(submission, reference, rng):
    """At keep_prob = 1 the weights are those of least squares."""
    _, X, y = problem(rng, 30, 4)
    true = np.linalg.lstsq(X, y)[0]
    hint = "Without a penalty the system is X'X w = X'y."
    expect_close(found_weights(submission, X, y, 1.0), true, Message("At keep_prob = 1, w"), hint)


@weights.check(points=3)
def minimises_the_expected_loss(submission, reference, rng):
    """Below 1 the weights minimise the expected dropout loss."""
    hint = "Set the derivative by w_j to zero. Which elements of X'X does the penalty change?"
    for p in (0.8, 0.3):
        _, X, y = problem(rng, 30, 4)
        w = found_weights(submission, X, y, p)
        true = reference.dropout_regression_weights(X, y, p)
        expect_close(w, true, Message("At keep_prob = {p}, w", p=p), hint)


@weights.check(points=1)
def does_not_care_for_units(submission, reference, rng):
    """With inputs in other units the weights change, and the predictions stay the same."""
    _, X, y = problem(rng, 30, 4)
    units = np.array([10.0, 1.0, 0.2, 3.0])
    plain, other = (found_weights(submission, Z, y, 0.6) for Z in (X, X * units))
    hint = "What does the penalty on w_j do when the column of X is ten times as large?"
    seen = constant(other * units / np.where(plain == 0, np.nan, plain))
    what = Message("The weights for inputs in other units, converted to the old units,")
    expect_close(other * units, plain, what, hint, observed=seen)


@weights.check(points=1, after=minimises_the_expected_loss, hidden=True)
def works_with_more_inputs_than_examples(submission, reference, rng):
    """It also works for other shapes, such as more inputs than examples."""
    hint = "With the penalty, is the matrix of the system still singular?"
    for m, n, p in ((6, 11, 0.7), (1, 1, 0.5), (40, 2, 0.05)):
        _, X, y = problem(rng, m, n)
        true = reference.dropout_regression_weights(X, y, p)
        what = Message("With {m} examples of {n} inputs, w", m=m, n=n)
        expect_close(found_weights(submission, X, y, p), true, what, hint)


@weights.check(points=1, hidden=True)
def the_weights_leave_their_arguments_alone(submission, reference, rng):
    """The caller's X and y are not changed."""
    _, X, y = problem(rng, 8, 3)
    expect_unchanged(submission, "dropout_regression_weights", (X, y, 0.6), ("X", "y"))
