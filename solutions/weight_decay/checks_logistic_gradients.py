"""What is asked of the gradients of logistic regression with an L2 penalty, most basic first."""

import numpy as np
from common import BIAS, RTOL, alike, expect_same_again, is_lost, one_factor, shape_of, slack
from common_logistic import OTHERS, SHAPE, TINY, USUAL, problem
from common_mended import follow_through

from autograder import (
    Exercise,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    kind_of,
)

gradients = Exercise(
    "gradients", module="logistic", stand_ins=("right_penalties",), without=("cost",)
)

CHAIN = "Each example adds (a - y) x to dw and a - y to db. Then take the mean."


def gradients_of(submission, w, *rest):
    """Dw and db, each as what it is: other checks ask for their shapes."""
    grads = submission.gradients(w, *rest)
    message = Message("gradients returned a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    found = []
    for name in ("dw", "db"):
        value = grads.get(name)
        expect(name in grads, Message("The dict has no {name}.", name=name))
        found.append(expect_array(value, shape_of(value), name).astype(float))
    return found


def true_gradients(w, b, X, Y):
    """Dw and db of the mean cross-entropy."""
    d = 1 / (1 + np.exp(-(w.T @ X + b))) - Y  # (1, m)
    return X @ d.T / Y.shape[1], np.mean(d)


def bare_gradients(submission, w, b, X, Y):
    """Dw and db where the weights are too small to be penalised."""
    dw, db = gradients_of(submission, TINY * w, b, X / TINY, Y, 0.0)
    return TINY * dw, db


def expect_dw(submission, rng):
    """Without a penalty dw is the gradient of the mean cross-entropy."""
    for n, m, sign in USUAL:
        args = problem(rng, n, m, sign)
        found, true = bare_gradients(submission, *args)[0], true_gradients(*args)[0]
        expect_close(found, true, "Without a penalty, dw", CHAIN, rtol=slack(true))


def expect_db(submission, rng):
    """Without a penalty db is the gradient of the mean cross-entropy."""
    asked = []
    for n, m, sign in USUAL:
        args = problem(rng, n, m, sign)
        found = expect_number(bare_gradients(submission, *args)[1], "db")
        asked.append((found, true_gradients(*args)[1]))
    for found, true in asked:
        seen = np.array([found for found, _ in asked])
        what = "Without a penalty, db"
        expect_close(found, true, what, CHAIN, rtol=slack(true), observed=seen)


def pull_of(submission, w, b, X, Y, lambd):
    """What the penalty adds to dw, and what it should add, in the shape of dw.

    Where neither dw nor db is right without a penalty, both have lost their points, and the
    penalty may be too large by the same number, as with a wrong m.
    """
    dw, _ = gradients_of(submission, w, b, X, Y, lambd)
    bare, bare_db = bare_gradients(submission, w, b, X, Y)
    expect(dw.shape == bare.shape, "dw has another shape when λ is 0.")
    (true, true_db), right = true_gradients(w, b, X, Y), lambd / Y.shape[1] * w
    grown = (dw - bare) * (not alike(dw, bare))  # 0 where it is rounding
    expect(bare_db.size > 0, "db is empty when λ is 0.")
    factors = [bare_db.mean() / true_db]
    if bare.shape == (len(w), len(w)) != w.shape:  # (n, 1) and (n,), which has lost points
        right = np.broadcast_to(right, bare.shape)
    elif bare.size == w.size:
        right = right.reshape(bare.shape)
        factors.append(one_factor(bare, true))
    found = (bare, true), (bare_db.mean(), true_db)
    one_is_right = any(alike(value, truth, slack(truth)) for value, truth in found)
    for factor in filter(None, () if one_is_right else factors):
        if alike(grown, factor * right, 10 * RTOL):
            return grown, factor * right
    return grown, right


def expect_pull(submission, rng):
    """The penalty adds its derivative to dw."""
    asked = [(lambd, *pull_of(submission, *problem(rng, 2, 40), lambd)) for lambd in (30.0, 600.0)]
    wide = pull_of(submission, *problem(rng, 5, 40), 30.0)  # 2 features may be taken for a 2
    seen = (*(grown for _, grown, _ in asked), wide[0])
    for lambd, grown, right in asked:
        hint = "What is the derivative of λ / (2m) · w²?"
        what = Message("The array that λ = {lambd} adds to dw", lambd=lambd)
        expect_close(grown, right, what, hint, rtol=10 * RTOL, observed=seen)


@gradients.check(points=1)
def differentiates_with_respect_to_w(submission, reference, rng):
    """Without a penalty dw is the gradient of the mean cross-entropy, of the shape of w."""
    follow_through(expect_dw, submission, rng)


@gradients.check(points=1)
def differentiates_with_respect_to_b(submission, reference, rng):
    """Without a penalty db is the gradient of the mean cross-entropy, a number."""
    follow_through(expect_db, submission, rng)


@gradients.check(points=2)
def adds_the_pull_on_w(submission, reference, rng):
    """The penalty adds its derivative to dw."""
    follow_through(expect_pull, submission, rng)


def expect_some_gradients(submission, w, b, X, Y):
    """They depend on the labels, and on nothing that is drawn."""
    found, again, other = (
        gradients_of(submission, w, b, X, labels, 40.0) for labels in (Y, Y, 1 - Y)
    )
    for name, *values in zip(("dw", "db"), found, again, other, strict=True):
        expect_same_again(*values[:2])
        message = Message("{name} does not depend on the labels.", name=name)
        expect(not alike(values[0], values[2]), message)


def expect_free_db(submission, rng):
    """λ changes dw, and not db."""
    w, b, X, Y = problem(rng, 2, 40)
    db, db0 = (gradients_of(submission, w, b, X, Y, r)[1] for r in (40.0, 0.0))
    grown, _ = pull_of(submission, w, b, X, Y, 40.0)
    expect(grown.any(), "The penalty changes no gradient.")
    expect_some_gradients(submission, w, b, X, Y)
    before, after = db0.mean(), db.mean()
    text = "λ = 40 changes db from {before:.6g} to {after:.6g}."
    message = Message(text, before=before, after=after)
    same = db.shape == db0.shape and np.allclose(db, db0, rtol=RTOL, atol=RTOL)
    expect(same, message, BIAS, observed=np.array([after - before, b]))


@gradients.check(points=1)
def leaves_db_free(submission, reference, rng):
    """The penalty does not change db."""
    follow_through(expect_free_db, submission, rng)


def expect_gradients_of_other_shapes(submission, rng):
    """The gradients that are right are right for other numbers of features and of examples."""
    lost = [is_lost(part, submission, rng) for part in (expect_dw, expect_db, expect_pull)]
    for n, m in OTHERS:
        args = problem(rng, n, m)
        (dw, db), true = bare_gradients(submission, *args), true_gradients(*args)
        grown, right = pull_of(submission, *args, 3.0 * m)
        right = right if lost[0] else 3.0 * args[0]
        named = ("dw", dw, true[0]), ("db", db, true[1]), ("what λ adds to dw", grown, right)
        for gone, (name, value, wanted) in zip(lost, named, strict=True):
            text = "With {n} features and {m} examples, {name}"
            what = Message(text, n=n, m=m, name=Message(name))
            if gone:
                expect(value.any(), Message("{what} is 0.", what=what), SHAPE)
            else:
                value = value.reshape(()) if name == "db" else value
                expect_close(value, wanted, what, SHAPE, rtol=10 * slack(wanted))
    expect_some_gradients(submission, *args)


@gradients.check(points=1, hidden=True)
def differentiates_at_other_shapes(submission, reference, rng):
    """What is right in the gradients is right for other numbers of features and of examples."""
    follow_through(expect_gradients_of_other_shapes, submission, rng)


def expect_arguments_alone(submission, rng):
    """No argument is another one after a call that gave gradients."""
    w, b, X, Y = problem(rng, 4, 9)
    args, names = (w, b, X, Y, 40.0), ("w", "b", "X", "Y", "lambd")
    expect_unchanged(submission, "gradients", args, names)
    expect_some_gradients(submission, w, b, X, Y)


@gradients.check(points=1, hidden=True)
def leaves_the_arguments_alone(submission, reference, rng):
    """The caller's w, X and Y are not changed."""
    follow_through(expect_arguments_alone, submission, rng)
