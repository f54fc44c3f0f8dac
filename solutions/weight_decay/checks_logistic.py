"""What is asked of the cost of logistic regression with an L2 penalty, most basic first."""

import numpy as np
from common import BIAS, RTOL, alike, expect_same_again, is_lost
from common_logistic import OTHERS, SHAPE, TINY, USUAL, problem
from common_mended import follow_through

from autograder import (
    Exercise,
    Message,
    expect,
    expect_close,
    expect_number,
)

cost = Exercise("cost", module="logistic", stand_ins=("right_penalties",))

MEAN = "Add two terms for each example, take the mean over the examples, change the sign."


def cost_of(submission, *args):
    return expect_number(submission.cost(*args), "The cost")


def parts_of(submission, w, b, X, Y, lambd):
    """The cross-entropy, and what the weights add to it: their penalty."""
    entropy = cost_of(submission, TINY * w, b, X / TINY, Y, 0.0)
    whole, bare = (cost_of(submission, t * w, b, X / t, Y, lambd) for t in (1.0, TINY))
    return entropy, 0.0 if alike(whole, bare, RTOL / 10) else whole - bare  # and not rounding


def true_entropy(w, b, X, Y):
    scores = w.T @ X + b
    return np.mean(np.logaddexp(0, scores) - Y * scores)


def expect_entropy(submission, rng):
    """The cost is the mean cross-entropy where the weights are too small to be penalised."""
    asked = []
    for n, m, sign in USUAL:
        w, b, X, Y = problem(rng, n, m, sign)
        asked.append((*parts_of(submission, w, b, X, Y, 9.0), true_entropy(w, b, X, Y)))
    seen = np.array([parts for *parts, _ in asked])
    for found, _, true in asked:
        what = "Without a penalty, the cost"
        expect_close(found, true, what, MEAN, rtol=RTOL, observed=seen)


def expect_penalty(submission, rng):
    """The weights add their penalty, or as much more of it as the cross-entropy is too large."""
    asked = []
    for lambd in (40.0, 600.0):
        w, _, X, Y = problem(rng, 2, 40)
        entropy, added = parts_of(submission, w, 0.0, X, Y, lambd)
        own = entropy / true_entropy(w, 0.0, X, Y)  # has lost its points where it is not 1
        asked.append((lambd, added, lambd / (2 * 40) * np.sum(w**2), own))
    w, _, X, Y = problem(rng, 5, 40)  # so that no number of features is taken for a 2
    wide = parts_of(submission, w, 0.0, X, Y, 40.0)
    seen = np.array([added for _, added, _, _ in asked] + [wide[1]])
    for lambd, added, true, own in asked:
        hint = "Add λ / (2m) times the sum of the squares. Check the sign, the ½ and the m."
        what = Message("With λ = {lambd}, what the weights add to the cost", lambd=lambd)
        if not (own and alike(added, own * true, 10 * RTOL)):
            expect_close(added, true, what, hint, rtol=RTOL, observed=seen)


@cost.check(points=2)
def averages_the_cross_entropy(submission, reference, rng):
    """Without a penalty the cost is the mean cross-entropy."""
    follow_through(expect_entropy, submission, rng)


@cost.check(points=2)
def adds_the_penalty_on_w(submission, reference, rng):
    """The penalty raises the cost by λ / (2m) times the sum of the squares of w."""
    follow_through(expect_penalty, submission, rng)


def expect_some_cost(submission, rng):
    """It depends on the labels, and what the weights add on the weights; nothing is drawn.

    What has nothing to do with the two shows nothing of biases or of shapes.
    """
    w, _, X, Y = problem(rng, 2, 40)
    w = abs(w)  # so that no sum of them cancels
    args = w, 0.0, X, Y, 20.0
    found, again = cost_of(submission, *args), cost_of(submission, *args)
    expect_same_again(found, again)
    of_labels = [cost_of(submission, w, 0.0, X, labels, 0.0) for labels in (Y, 1 - Y)]
    expect(not alike(*of_labels), "The cost does not depend on the labels.")
    _, of_weights = parts_of(submission, *args)
    expect(abs(of_weights) > RTOL, "The weights are not penalised.")


def expect_free_bias(submission, rng):
    """What λ adds to the cost is the same for another bias."""
    expect_some_cost(submission, rng)
    w, b, X, Y = problem(rng, 2, 40)
    costs = [[cost_of(submission, w, c, X, Y, r) for r in (20.0, 0.0)] for c in (0.0, b)]
    without, with_bias = (high - low for high, low in costs)
    text = "λ = 20 adds {without:.6g} to the cost when b is 0, and {other:.6g} when b is {b:.3g}."
    message = Message(text, without=without, other=with_bias, b=b)
    same = np.isclose(without, with_bias, rtol=10 * RTOL, atol=1e-12)
    expect(same, message, BIAS, observed=np.array([with_bias, without, with_bias - without]))


@cost.check(points=1)
def leaves_the_bias_free(submission, reference, rng):
    """The penalty does not depend on the bias."""
    follow_through(expect_free_bias, submission, rng)


def expect_costs_of_other_shapes(submission, rng):
    """The parts of the cost that are right are right for other numbers of features and examples."""
    lost = [is_lost(part, submission, rng) for part in (expect_entropy, expect_penalty)]
    ratios = {"cross-entropy": [], "penalty": []}
    for n, m in OTHERS:
        w, _, X, Y = problem(rng, n, m)
        lambd = 3.0 * m
        found = parts_of(submission, w, 0.0, X, Y, lambd)
        true = true_entropy(w, 0.0, X, Y), lambd / (2 * m) * np.sum(w**2)
        text = "With {n} features and {m} examples, the {part}"
        own = found[0] / true[0] * true[1]  # see expect_penalty
        right = own if lost[0] and alike(found[1], own, 10 * RTOL) else true[1]
        named = ("cross-entropy", found[0], true[0]), ("penalty", found[1], right)
        for gone, (name, value, right) in zip(lost, named, strict=True):
            what = Message(text, n=n, m=m, part=Message(name))
            if not gone:
                expect_close(value, right, what, SHAPE, rtol=10 * RTOL)
            ratios[name].append(value / right if abs(value) > RTOL * abs(right) else 0.0)
    expect(all(map(any, ratios.values())), "The cross-entropy or the penalty is always 0.")
    expect_some_cost(submission, rng)


@cost.check(points=1, hidden=True)
def costs_at_other_shapes(submission, reference, rng):
    """What is right in the cost is right for other numbers of features and of examples."""
    follow_through(expect_costs_of_other_shapes, submission, rng)
