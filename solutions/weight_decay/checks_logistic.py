"""What is asked of logistic regression with an L2 penalty, most basic first."""

import numpy as np
from common import BIAS, RTOL, slack

from autograder import (
    Exercise,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_number,
    kind_of,
    listed,
)

cost = Exercise("cost", module="logistic")
gradients = Exercise("gradients", module="logistic")

SHAPES = ((1, 9), (7, 1), (12, 5))  # features and examples, none of them as in the notebook
SHAPE = "Is a number of features or of examples a constant in your code?"


def problem(rng, n, m):
    """Weights, bias, inputs and labels, with scores of a moderate size."""
    w = rng.uniform(0.3, 1.2, (n, 1)) * rng.choice([-1.0, 1.0], (n, 1)) / np.sqrt(n)
    b, X = float(rng.uniform(0.5, 1.5)), rng.standard_normal((n, m))
    return w, b, X, rng.integers(2, size=(1, m))


def cost_of(submission, *args):
    return expect_number(submission.cost(*args), "The cost")


def growth(submission, w, b, X, Y, lambd):
    """The amount by which λ raises the cost."""
    return cost_of(submission, w, b, X, Y, lambd) - cost_of(submission, w, b, X, Y, 0.0)


def gradients_of(submission, w, *rest):
    """Dw and db, as an array of the shape of w and a number."""
    grads = submission.gradients(w, *rest)
    message = Message("gradients returned a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    missing = [name for name in ("dw", "db") if name not in grads]
    expect(not missing, Message("The dict has no {names}.", names=listed(missing)))
    return expect_array(grads["dw"], w.shape, "dw").astype(float), expect_number(grads["db"], "db")


@cost.check(points=2)
def averages_the_cross_entropy(submission, reference, rng):
    """With λ = 0 the cost is the mean cross-entropy."""
    for n, m in ((2, 40), (5, 8)):
        w, b, X, Y = problem(rng, n, m)
        scores = w.T @ X + b
        true = np.mean(np.logaddexp(0, scores) - Y * scores)
        found = cost_of(submission, w, b, X, Y, 0.0)
        hint = "Add two terms for each example, take the mean over the examples, change the sign."
        expect_close(found, true, "With λ = 0, the cost", hint, rtol=RTOL)


@cost.check(points=2)
def adds_the_penalty_on_w(submission, reference, rng):
    """The penalty raises the cost by λ / (2m) times the sum of the squares of w."""
    for lambd in (40.0, 600.0):
        w, _, X, Y = problem(rng, 2, 40)
        grown = growth(submission, w, 0.0, X, Y, lambd)
        true = lambd / (2 * 40) * np.sum(w**2)
        hint = "Add λ / (2m) times the sum of the squares. Check the sign, the ½ and the m."
        what = Message("The amount that λ = {lambd} adds to the cost", lambd=lambd)
        expect_close(grown, true, what, hint, rtol=RTOL)


@cost.check(points=1)
def leaves_the_bias_free(submission, reference, rng):
    """The penalty does not depend on the bias."""
    w, b, X, Y = problem(rng, 2, 40)
    without, with_bias = (growth(submission, w, bias, X, Y, 20.0) for bias in (0.0, b))
    expect(without != 0, "λ = 20 does not change the cost.")
    text = "λ = 20 adds {without:.6g} to the cost when b is 0, and {other:.6g} when b is {b:.3g}."
    message = Message(text, without=without, other=with_bias, b=b)
    same = np.isclose(without, with_bias, rtol=10 * RTOL, atol=0)
    expect(same, message, BIAS, observed=with_bias - without)


@cost.check(points=1, after=(averages_the_cross_entropy, adds_the_penalty_on_w), hidden=True)
def costs_at_other_shapes(submission, reference, rng):
    """The cost is right for other numbers of features and of examples."""
    for n, m in SHAPES:
        w, _, X, Y = problem(rng, n, m)
        for lambd in (0.0, 3.0 * m):
            true = reference.cost(w, 0.0, X, Y, lambd)
            found = cost_of(submission, w, 0.0, X, Y, lambd)
            text = "With {n} features, {m} examples and λ = {lambd}, the cost"
            what = Message(text, n=n, m=m, lambd=lambd)
            expect_close(found, true, what, SHAPE, rtol=RTOL)


@gradients.check(points=2)
def differentiates_the_cross_entropy(submission, reference, rng):
    """With λ = 0 dw and db are the gradients of the mean cross-entropy."""
    for n, m in ((2, 40), (5, 8)):
        w, b, X, Y = problem(rng, n, m)
        dw, db = gradients_of(submission, w, b, X, Y, 0.0)
        d = 1 / (1 + np.exp(-(w.T @ X + b))) - Y  # (1, m)
        hint = "Each example adds (a - y) x to dw and a - y to db. Then take the mean."
        for name, found, true in (("dw", dw, X @ d.T / m), ("db", db, np.mean(d))):
            what = Message("With λ = 0, {name}", name=name)
            expect_close(found, true, what, hint, rtol=slack(true))


@gradients.check(points=2)
def adds_the_pull_on_w(submission, reference, rng):
    """The penalty adds its derivative to dw."""
    for lambd in (40.0, 600.0):
        w, b, X, Y = problem(rng, 2, 40)
        with_penalty, without = (gradients_of(submission, w, b, X, Y, r)[0] for r in (lambd, 0.0))
        hint = "What is the derivative of λ / (2m) · w²?"
        what = Message("The array that λ = {lambd} adds to dw", lambd=lambd)
        expect_close(with_penalty - without, lambd / 40 * w, what, hint, rtol=RTOL)


@gradients.check(points=1)
def leaves_db_free(submission, reference, rng):
    """The penalty does not change db."""
    w, b, X, Y = problem(rng, 2, 40)
    (dw, db), (dw0, db0) = (gradients_of(submission, w, b, X, Y, r) for r in (40.0, 0.0))
    expect(not np.allclose(dw, dw0, rtol=RTOL), "λ = 40 changes no gradient.")
    message = Message("λ = 40 changes db from {before:.6g} to {after:.6g}.", before=db0, after=db)
    same = np.isclose(db, db0, rtol=RTOL, atol=RTOL)
    expect(same, message, BIAS, observed=db - db0)


@gradients.check(
    points=1, after=(differentiates_the_cross_entropy, adds_the_pull_on_w), hidden=True
)
def differentiates_at_other_shapes(submission, reference, rng):
    """The gradients are right for other numbers of features and of examples."""
    for n, m in SHAPES:
        w, b, X, Y = problem(rng, n, m)
        for lambd in (0.0, 3.0 * m):
            true = reference.gradients(w, b, X, Y, lambd)["dw"]
            dw, _ = gradients_of(submission, w, b, X, Y, lambd)
            text = "With {n} features, {m} examples and λ = {lambd}, dw"
            what = Message(text, n=n, m=m, lambd=lambd)
            expect_close(dw, true, what, SHAPE, rtol=slack(true))
