"""What is asked of logistic regression with an L2 penalty, most basic first."""

import numpy as np
from common import RTOL, number, slack

from autograder import Exercise, expect, expect_array, expect_close, kind_of

cost = Exercise("cost", module="logistic")
gradients = Exercise("gradients", module="logistic")

SHAPES = ((1, 9), (7, 1), (12, 5))  # features and examples, none of them as in the notebook
BIAS = "b moves the boundary, it does not make it wilder. Which letters are in the penalty?"


def problem(rng, n, m):
    """Weights, bias, inputs and labels, with scores of a moderate size."""
    w = rng.uniform(0.3, 1.2, (n, 1)) * rng.choice([-1.0, 1.0], (n, 1)) / np.sqrt(n)
    return (
        w,
        float(rng.uniform(0.5, 1.5)),
        rng.standard_normal((n, m)),
        rng.integers(2, size=(1, m)),
    )


def cost_of(submission, *args):
    return number(submission.cost(*args), "The cost")


def growth(submission, w, b, X, Y, lambd):
    """By how much λ raises the cost."""
    return cost_of(submission, w, b, X, Y, lambd) - cost_of(submission, w, b, X, Y, 0.0)


def gradients_of(submission, w, *rest):
    """Dw and db, as an array of the shape of w and a number."""
    grads = submission.gradients(w, *rest)
    expect(isinstance(grads, dict), f"gradients returned a {kind_of(grads)}, not a dict.")
    missing = [name for name in ("dw", "db") if name not in grads]
    expect(not missing, f"The dict has no {', '.join(missing)}.")
    return expect_array(grads["dw"], w.shape, "dw").astype(float), number(grads["db"], "db")


@cost.check(points=2)
def averages_the_cross_entropy(submission, reference, rng):
    """With λ = 0 the cost is the mean cross-entropy."""
    for n, m in ((2, 40), (5, 8)):
        w, b, X, Y = problem(rng, n, m)
        scores = w.T @ X + b
        true = np.mean(np.logaddexp(0, scores) - Y * scores)
        found = cost_of(submission, w, b, X, Y, 0.0)
        hint = "Two terms for each example, one minus sign, one mean over the m examples."
        expect_close(found, true, "With λ = 0, the cost", hint, rtol=RTOL)


@cost.check(points=2)
def adds_the_penalty_on_w(submission, reference, rng):
    """The penalty raises the cost by λ / (2m) times the sum of the squares of w."""
    for lambd in (40.0, 600.0):
        w, _, X, Y = problem(rng, 2, 40)
        grown = growth(submission, w, 0.0, X, Y, lambd)
        true = lambd / (2 * 40) * np.sum(w**2)
        hint = "Add λ / (2m) times the sum of the squares: plus, a half, over m."
        what = f"What λ = {lambd} adds to the cost"
        expect_close(grown, true, what, hint, rtol=RTOL)


@cost.check(points=1)
def leaves_the_bias_free(submission, reference, rng):
    """The penalty does not depend on the bias."""
    w, b, X, Y = problem(rng, 2, 40)
    without, with_bias = (growth(submission, w, bias, X, Y, 20.0) for bias in (0.0, b))
    expect(without != 0, "λ = 20 does not change the cost.")
    message = f"λ = 20 costs {without:.6g} when b is 0, and {with_bias:.6g} when it is {b:.3g}."
    same = np.isclose(without, with_bias, rtol=10 * RTOL, atol=0)
    expect(same, message, BIAS, observed=with_bias - without)


@cost.check(points=1, after=(averages_the_cross_entropy, adds_the_penalty_on_w), hidden=True)
def costs_at_other_shapes(submission, reference, rng):
    """The numbers of features and of examples follow from X."""
    for n, m in SHAPES:
        w, _, X, Y = problem(rng, n, m)
        hint = "Is a number of features or of examples written down anywhere?"
        for lambd in (0.0, 3.0 * m):
            true = reference.cost(w, 0.0, X, Y, lambd)
            found = cost_of(submission, w, 0.0, X, Y, lambd)
            what = f"With {n} features, {m} examples and λ = {lambd}, the cost"
            expect_close(found, true, what, hint, rtol=RTOL)


@gradients.check(points=2)
def differentiates_the_cross_entropy(submission, reference, rng):
    """With λ = 0 dw and db are the gradients of the mean cross-entropy."""
    for n, m in ((2, 40), (5, 8)):
        w, b, X, Y = problem(rng, n, m)
        dw, db = gradients_of(submission, w, b, X, Y, 0.0)
        d = 1 / (1 + np.exp(-(w.T @ X + b))) - Y  # (1, m)
        hint = "Each example contributes (a - y) x to dw and a - y to db; then comes the mean."
        for name, found, true in (("dw", dw, X @ d.T / m), ("db", db, np.mean(d))):
            expect_close(found, true, f"With λ = 0, {name}", hint, rtol=slack(true))


@gradients.check(points=2)
def adds_the_pull_on_w(submission, reference, rng):
    """The penalty adds its derivative to dw."""
    for lambd in (40.0, 600.0):
        w, b, X, Y = problem(rng, 2, 40)
        with_penalty, without = (gradients_of(submission, w, b, X, Y, r)[0] for r in (lambd, 0.0))
        hint = "What is the derivative of λ / (2m) · w²?"
        what = f"What λ = {lambd} adds to dw"
        expect_close(with_penalty - without, lambd / 40 * w, what, hint, rtol=RTOL)


@gradients.check(points=1)
def leaves_db_free(submission, reference, rng):
    """The penalty does not change db."""
    w, b, X, Y = problem(rng, 2, 40)
    (dw, db), (dw0, db0) = (gradients_of(submission, w, b, X, Y, r) for r in (40.0, 0.0))
    expect(not np.allclose(dw, dw0, rtol=RTOL), "λ = 40 changes no gradient.")
    message = f"λ = 40 changes db from {db0:.6g} to {db:.6g}."
    same = np.isclose(db, db0, rtol=RTOL, atol=RTOL)
    expect(same, message, BIAS, observed=db - db0)


@gradients.check(
    points=1, after=(differentiates_the_cross_entropy, adds_the_pull_on_w), hidden=True
)
def differentiates_at_other_shapes(submission, reference, rng):
    """The numbers of features and of examples follow from X."""
    for n, m in SHAPES:
        w, b, X, Y = problem(rng, n, m)
        hint = "Is a number of features or of examples written down anywhere?"
        for lambd in (0.0, 3.0 * m):
            true = reference.gradients(w, b, X, Y, lambd)["dw"]
            dw, _ = gradients_of(submission, w, b, X, Y, lambd)
            what = f"With {n} features, {m} examples and λ = {lambd}, dw"
            expect_close(dw, true, what, hint, rtol=slack(true))
