"""Checks of expected_dropout_loss; keep_prob is the probability of KEEPING an input."""

import numpy as np

from autograder import (
    Exercise,
    Message,
    expect,
    expect_close,
    expect_number,
    expect_unchanged,
)

loss = Exercise("expected_dropout_loss", module="regression")
FACTORS = {  # of the penalty, in the order in which they are looked for; the first is right
    "(1 - p) / p": lambda p: (1 - p) / p,
    "1 - p": lambda p: 1 - p,
    "p (1 - p)": lambda p: p * (1 - p),
    "p / (1 - p)": lambda p: p / (1 - p),
    "(1 - p) / p²": lambda p: (1 - p) / p**2,
    "root": lambda p: np.sqrt((1 - p) / p),
    "1": np.ones_like,
    "1 - p / p": lambda p: -np.ones_like(p),  # where the 1 stands by itself
}


def problem(rng, m, n):
    """Weights w, correlated inputs X of unlike sizes that are not centred, and targets y."""
    sizes = np.geomspace(0.5, 3, n)
    X = (rng.normal(size=(m, n)) + 0.4 * rng.normal(size=(m, 1)) + 0.3) * sizes
    w = rng.uniform(0.5, 2, n) * np.where(np.arange(n) % 2, -1, 1)
    return w, X, X @ rng.normal(size=n) + rng.normal(size=m)


def loss_of(submission, w, X, y, p):
    """The result of expected_dropout_loss, as a number."""
    hint = "The mean over the examples and the sum over the inputs leave one number."
    return expect_number(submission.expected_dropout_loss(w, X, y, p), Message("The loss"), hint)


def penalty_of(submission, w, X, p):
    """What dropout adds to the loss, whatever the submission does to the errors.

    A loss c * mean((a * X @ w - y)**2) + penalty tells c and a by how it depends on y. The penalty
    is what it is at p less what it is at 1; where that is nothing, less what it is for w = 0.
    """
    y = 1 + X @ w
    found = []
    for keep_prob in (p, 1.0):
        none, plus, minus = (loss_of(submission, w, X, s * y, keep_prob) for s in (0, 1, -1))
        c = ((plus + minus) / 2 - none) / np.mean(y**2)
        a = (minus - plus) / (4 * c * np.mean(X @ w * y)) if c else 0.0
        found.append(none - c * a**2 * np.mean((X @ w) ** 2))
    if not np.isclose(found[0], found[1], rtol=1e-9, atol=1e-9):
        return found[0] - found[1]
    rest = found[0] - loss_of(submission, 0 * w, X, 0 * y, p)
    return rest if abs(rest) > 1e-9 else 0.0


def own_factor(submission, rng):
    """The penalty's factor, as a function of p: the right one, or another that it has instead."""
    w, X, _ = problem(rng, 25, 4)
    ps = np.array([0.85, 0.6, 0.3])
    found = np.array([penalty_of(submission, w, X, p) for p in ps])
    for factor in FACTORS.values():
        size = found / factor(ps)
        if (size > 0).all() and np.ptp(size) <= 1e-6 * size.max():
            return factor
    return FACTORS["(1 - p) / p"]


@loss.check(points=1)
def has_the_plain_loss_in_it(submission, reference, rng):
    """At keep_prob = 1 it is half the mean of the squared errors, which stays in it below 1."""
    hint = "The loss is 1 / (2 m) times a sum over the m examples."
    w, X, y = problem(rng, 30, 4)
    for keep_prob in (1.0, 1):
        true = np.mean((X @ w - y) ** 2) / 2
        what = Message("At keep_prob = 1, the loss")
        expect_close(loss_of(submission, w, X, y, keep_prob), true, what, hint)
    other = y[::-1] - 1
    found = loss_of(submission, w, X, y, 0.6) - loss_of(submission, w, X, other, 0.6)
    true = np.mean((X @ w - y) ** 2) / 2 - np.mean((X @ w - other) ** 2) / 2
    hint = "Inverted dropout leaves the mean of what the model says as it is."
    what = Message("At keep_prob = 0.6, the difference of the losses for two targets y")
    expect_close(found, true, what, hint)


@loss.check(points=2)
def grows_with_the_odds_of_dropping(submission, reference, rng):
    """What dropout adds to the loss grows like (1 - p) / p, the variance of the mask."""
    hint = "What is the variance of a number that is 1/p with probability p, and 0 otherwise?"
    w, X, _ = problem(rng, 25, 4)
    ps = np.array([0.85, 0.5, 0.3])
    found = np.array([penalty_of(submission, w, X, p) for p in ps])
    expect(np.all(found != 0), "Dropout adds nothing to the loss.", hint, observed=tuple(found))
    true = (1 - ps) / ps
    what = Message("The penalty at keep_prob = 0.85, 0.5 and 0.3, relative to that at 0.5,")
    expect_close(found / found[1], true, what, hint, observed=found / found[1])


@loss.check(points=2)
def weighs_each_weight_by_its_input(submission, reference, rng):
    """The penalty on each squared weight is proportional to the mean square of its own input."""
    p, (w, X, _) = 0.6, problem(rng, 25, 4)
    each = np.array([penalty_of(submission, w * (np.arange(4) == j), X, p) for j in range(4)])
    squares = np.mean(X**2, axis=0)
    counts, true = each / w**2, squares / squares[-1]
    hint = "By which input is w_j multiplied? How does that input enter the variance?"
    expect(np.all(each != 0), "At least one weight is not penalised.", hint, observed=tuple(each))
    what = Message("The penalty on each squared weight, relative to that on the last one,")
    expect_close(counts / counts[-1], true, what, hint)


@loss.check(points=1)
def adds_half_the_variances_of_the_inputs(submission, reference, rng):
    """The penalty is half the sum of the variances that the single inputs bring about."""
    hint = "The coins are independent. What is the variance of a sum then? And the loss has a ½."
    factor = own_factor(submission, rng)
    _, X, _ = problem(rng, 25, 4)
    X -= X.mean(axis=0)
    X /= np.sqrt(np.mean(X**2, axis=0))  # so that all inputs have the same mean square
    w = np.array([1.0, 1.0, -1.0, -1.0])
    for p in (0.85, 0.3):
        what = Message("At keep_prob = {p}, the penalty that dropout adds", p=p)
        expect_close(penalty_of(submission, w, X, p), 2 * factor(p), what, hint)


@loss.check(points=1, hidden=True)
def is_the_mean_over_all_masks(submission, reference, rng):
    """For small problems the loss equals the mean over all masks, weighted by probability."""
    hint = "Work one example with two inputs by hand: there are four masks."
    for m, n, p in ((3, 2, 0.35), (1, 5, 0.9), (5, 1, 0.05), (4, 3, 0.7)):
        w, X, y = problem(rng, m, n)
        if n == 3:
            X[:, 1], w[2] = 0.0, 0.0
        bits = np.arange(2 ** (m * n))[:, None] >> np.arange(m * n) & 1  # one row is one mask
        chances = np.where(bits, p, 1 - p).prod(axis=1)
        errors = (X * bits.reshape(-1, m, n) / p) @ w - y
        true = chances @ np.mean(errors**2, axis=1) / 2
        text = "With {m} examples of {n} inputs and keep_prob = {p}, the loss"
        what = Message(text, m=m, n=n, p=p)
        expect_close(loss_of(submission, w, X, y, p), true, what, hint)


@loss.check(points=1, hidden=True)
def the_loss_leaves_its_arguments_alone(submission, reference, rng):
    """The caller's w, X and y are not changed."""
    for p in (0.6, 1.0):
        w, X, y = problem(rng, 8, 3)
        args = (w, X, y, p)
        found = expect_unchanged(submission, "expected_dropout_loss", args, ("w", "X", "y"))
        found = expect_number(found, Message("The loss"))
        expect(found != 0, "The loss is 0.", observed="no loss")
