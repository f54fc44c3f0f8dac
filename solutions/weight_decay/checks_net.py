"""What is asked of the cost of a net of three layers with L2, most basic first."""

import numpy as np
from common import (
    RTOL,
    alike,
    by_layer,
    doubled,
    expect_same_again,
    is_lost,
    only,
    weights,
)
from common_mended import follow_through
from common_net import BIASES, OTHERS, SHAPE, USUAL, forward, problem

from autograder import Exercise, Message, expect, expect_close, expect_number

cost = Exercise("compute_cost_with_regularization", module="net", stand_ins=("right_penalties",))

PARENTHESES = "Which sums does the factor reach? Parentheses around all three make it one term."
ADDED = "Is the penalty added to the cross-entropy, or does it replace it?"


def cost_of(submission, A3, Y, params, lambd):
    value = submission.compute_cost_with_regularization(A3, Y, params, lambd)
    return expect_number(value, "The cost")


def answers(rng, widths, m, bias=0.0):
    """A3, Y and the parameters."""
    params, X, Y = problem(rng, widths, m, bias)
    return forward(params, X)[9], Y, params


def parts_of(submission, A3, Y, params, lambd):
    """The cross-entropy, what each layer alone adds to it, what all add, and what λ adds.

    The cost does not depend on the weights that A3 was computed with, so they can be 0.
    """
    entropy = cost_of(submission, A3, Y, only(params), 0.0)
    bare = cost_of(submission, A3, Y, only(params), lambd)
    alone = [cost_of(submission, A3, Y, only(params, n), lambd) for n in weights(params)]
    together = cost_of(submission, A3, Y, only(params, *weights(params)), lambd)
    of_lambd = together - cost_of(submission, A3, Y, only(params, *weights(params)), 0.0)
    return entropy, np.array(alone) - bare, together - bare, of_lambd


def squares_of(params):
    return np.array([np.sum(params[name] ** 2) for name in weights(params)])


def true_entropy(A3, Y):
    return -np.mean(np.where(Y == 1, np.log(A3), np.log(1 - A3)))


def expect_entropy(submission, rng):
    """The cost is the cross-entropy where there is nothing to penalise."""
    A3, Y, params = answers(rng, *USUAL)
    found = cost_of(submission, A3, Y, only(params), 0.0)
    what = "With λ = 0 and weights of 0, the cost"
    expect_close(found, true_entropy(A3, Y), what, ADDED, rtol=RTOL)


def expect_squares(submission, rng):
    """Each layer adds λ / (2m) times its squares, and all together add the sum."""
    asked = []
    for lambd in (5.0, 100.0):
        A3, Y, params = answers(rng, *USUAL)
        _, alone, together, of_lambd = parts_of(submission, A3, Y, params, lambd)
        twice = parts_of(submission, A3, Y, doubled(params), lambd)[1]
        asked.append((lambd, squares_of(params), alone, twice, together, of_lambd))
    seen = np.array([[*a, *d, t, r] for _, _, a, d, t, r in asked])
    for lambd, squares, alone, twice, together, _ in asked:
        true = lambd / (2 * USUAL[1])
        text = (
            "With λ = {lambd} and m = {m}, what each layer adds to the cost, divided by its sum of"
            " squares, should be {true:.6g}. It is {factors}."
        )
        quadratic = alike(twice, 4 * alone, 100 * RTOL)
        if not quadratic:
            text = "Weights twice as large should add 4 times as much to the cost. It is {factors}."
        factors = by_layer(alone / squares if quadratic else twice / alone)
        message = Message(text, lambd=lambd, m=USUAL[1], true=true, factors=factors)
        even = alike(alone, true * squares, 10 * RTOL)
        expect(even and quadratic, message, PARENTHESES, observed=seen)
        what = Message("The amount that λ = {lambd} adds to the cost", lambd=lambd)
        hint = "What do the layers add together, and what one by one?"
        expect_close(together, true * squares.sum(), what, hint, rtol=RTOL, observed=seen)


@cost.check(points=1)
def costs_the_cross_entropy(submission, reference, rng):
    """Where nothing is to be penalised the cost is the mean cross-entropy."""
    follow_through(expect_entropy, submission, rng)


@cost.check(points=2)
def adds_the_squares_of_all_layers(submission, reference, rng):
    """The penalty is λ / (2m) times the sum of the squared weights of all three layers."""
    follow_through(expect_squares, submission, rng)


def expect_some_penalty(submission, rng):
    """It depends on the weights; λ, Y or m has an effect on the cost; and nothing is drawn.

    What has nothing to do with a penalty shows nothing of biases or of shapes.
    """
    A3, Y, params = answers(rng, *USUAL)
    found, again = (cost_of(submission, A3, Y, params, 50.0) for _ in range(2))
    expect_same_again(found, again)
    of_weights = cost_of(submission, A3, Y, only(params), 50.0)
    expect(not alike(found, of_weights), "The weights are not penalised.")
    of_lambd, of_labels = (
        cost_of(submission, A3, labels, params, lambd)
        for labels, lambd in ((Y, 0.0), (1 - Y, 50.0))
    )
    of_m = cost_of(submission, A3[:, :20], Y[:, :20], params, 50.0)
    effect = not (alike(found, of_lambd) and alike(found, of_labels) and alike(found, of_m))
    expect(effect, "λ, Y and m have no effect on the cost.")


def expect_free_biases(submission, rng):
    """The cost is the same with large biases."""
    expect_some_penalty(submission, rng)
    A3, Y, params = answers(rng, *USUAL, bias=2.0)
    some = params, only(params, *weights(params)), only(params)
    with_biases, without, bare = (cost_of(submission, A3, Y, one, 50.0) for one in some)
    text = "λ = 50 adds {without:.6g} with biases of 0, and {others:.6g} with other biases."
    message = Message(text, without=without - bare, others=with_biases - bare)
    seen = np.array([with_biases - bare, without - bare, with_biases - without])
    expect(alike(with_biases, without), message, BIASES, observed=seen)


@cost.check(points=1)
def leaves_biases_out_of_the_cost(submission, reference, rng):
    """The penalty does not depend on the biases."""
    follow_through(expect_free_biases, submission, rng)


def expect_costs_of_other_shapes(submission, rng):
    """The parts of the cost that are right are right for other numbers of units and examples."""
    lost = [is_lost(part, submission, rng) for part in (expect_entropy, expect_squares)]
    ratios = {"cross-entropy": [], "penalty": []}
    for widths, m in OTHERS:
        A3, Y, params = answers(rng, widths, m)
        entropy, _, added, _ = parts_of(submission, A3, Y, params, 3.0 * m)
        named = (
            ("cross-entropy", entropy, true_entropy(A3, Y)),
            ("penalty", added, 1.5 * squares_of(params).sum()),
        )
        for gone, (name, value, true) in zip(lost, named, strict=True):
            text = "With widths {widths} and {m} examples, the {part}"
            what = Message(text, widths=widths, m=m, part=Message(name))
            if not gone:
                expect_close(value, true, what, SHAPE, rtol=10 * RTOL)
            ratios[name].append(value / true)
    expect(all(map(any, ratios.values())), "The cross-entropy or the penalty is always 0.")
    expect_some_penalty(submission, rng)


@cost.check(points=1, hidden=True)
def costs_nets_of_other_shapes(submission, reference, rng):
    """What is right in the cost is right for other numbers of units and of examples."""
    follow_through(expect_costs_of_other_shapes, submission, rng)
