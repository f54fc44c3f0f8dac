"""Checks of what DropoutMLP drops; drop_prob is the probability of DROPPING a unit."""

from itertools import pairwise

import numpy as np
from checks_mlp import net
from common import DEFAULT, worse
from common_masks import (
    CALLS,
    EXAMPLES,
    coins,
    levels_of,
    one_layer,
    plain_and_dropped,
)
from common_readings import has_biases

from autograder import (
    Failed,
    Message,
    expect,
    expect_coin_for_each,
    expect_rate,
    is_rate,
    measured_rate,
)

LINE = 1800  # elements of a row, and of a column, that show what expect_coin_for_each asks


@net.check(points=1)
def drops_hidden_units(submission, reference, rng):
    """In train mode some hidden units are dropped and others are kept."""
    one_layer(submission, 0.4)


@net.check(points=1, after=drops_hidden_units)
def drops_each_unit_on_its_own(submission, reference, rng):
    """Each unit of each example is dropped on its own, and each call draws a new mask."""
    dropped, seen, _ = one_layer(submission, 0.4)
    hint = "How many random numbers does an activation of shape (N, units) need?"
    together = (
        "Every call drops the same units.",
        "All examples of a batch drop the same units.",
        "All units of an example are dropped or kept together.",
    )
    mixed = [((dropped & seen).any(a) & (~dropped & seen).any(a)).any() for a in (0, 1, 2)]
    for apart, message in zip(mixed, together, strict=True):
        expect(apart, message, hint, observed=str(mixed))
    kept = ~dropped & seen
    if kept.shape[2] * CALLS < LINE:
        return  # a net that has one size only shows too few units
    expect_coin_for_each(kept, ("row", "column"), hint, what="the hidden activations")


@net.check(points=2, after=drops_hidden_units)
def drops_with_drop_prob(submission, reference, rng):
    """Each hidden unit is dropped with probability drop_prob."""
    found = {p: coins(*one_layer(submission, p)[:2]) for p in (0.2, 0.7)}
    rates = tuple(measured_rate(dropped) for dropped in found.values())
    hint = "PyTorch's p is the probability of dropping, and so is drop_prob."
    for drop_prob, dropped in found.items():
        what = Message("With drop_prob = {p}, hidden units dropped", p=drop_prob)
        expect_rate(dropped, drop_prob, what, hint, observed=rates)


@net.check(points=1, after=drops_hidden_units)
def rescales_what_it_keeps(submission, reference, rng):
    """A kept unit is divided by the probability of keeping it, so that the mean stays the same."""
    found = {drop_prob: one_layer(submission, drop_prob) for drop_prob in (0.2, 0.7)}
    factors = np.array([factor for _, _, factor in found.values()])
    hint = "nn.Dropout does this already. Does your code multiply or divide as well?"
    for drop_prob, (dropped, seen, factor) in found.items():
        kept = ~coins(dropped, seen)
        text = "With drop_prob = {p}, {kept:.0%} of units are kept and multiplied by {factor:.4g}."
        message = Message(text, p=drop_prob, kept=kept.mean(), factor=factor)
        right = factor > 0 and is_rate(kept, min(1.0, 1 / factor), tries=2)
        expect(right, message, hint, observed=factors)


@net.check(points=2)
def drops_after_each_hidden_layer(submission, reference, rng):
    """In train mode dropout follows each hidden layer; input and scores are not dropped."""
    with_biases = has_biases(submission)
    found, factor = _levels(submission, with_biases), _factor(submission)
    expected = 1 + 0.25 * np.cumsum([0, factor, factor**2, 2 * factor**3])
    hint = "Where in {linear - relu - dropout} x (len(sizes) - 2) - linear does dropout stand?"
    message = (
        "In train mode, the scores of a net with three hidden layers are not those of dropout"
        " after each of them and nowhere else."
    )
    right = found.shape == expected.shape and np.allclose(found, expected, rtol=1e-3)
    if not with_biases:
        expected = 0.25 * factor**3 * np.arange(5)
        right = found.shape == (5,) and np.allclose(found - found[0], expected, rtol=1e-3)
    # Each of many places of dropout has levels of its own; beyond that they prove nothing.
    seen = found if np.isnan(factor) else np.array([*found, factor])
    seen = seen if len(found) < 40 else f"{len(found)} levels"
    expect(right, message, hint, observed=seen)


def _factor(submission):
    """The factor of kept units; NaN where no hidden layer shows it, as another check says."""
    try:
        return one_layer(submission, 0.4)[2]
    except Failed as failed:
        worse(None, failed)  # goes on only where that says something
        return np.nan


def _levels(submission, with_biases):
    """The different scores of a net with three hidden layers in train mode, drop_prob = 0.4.

    The inputs of unit j are unit j of the layer below and a bias of 0.25. So a score shows the
    last layer in which its unit was dropped: it is 1 and the sum of the biases from there on.
    Score 0 is 1. Layers of one width show whether they share a mask. Without biases a unit is the
    sum of two units below it, so that the levels are shares of 4.
    """
    problem = None
    for sizes in ((100, 82, 82, 82, 80), (784, 82, 82, 82, 80), DEFAULT):
        weights = [np.eye(m, n) for n, m in pairwise(sizes)]
        if not with_biases:
            weights[1:-1] = [w + np.eye(*w.shape, k=1) for w in weights[1:-1]]
        weights[-1] = np.eye(sizes[-1], sizes[-2], k=-1)
        biases = [*(np.full(m, 0.25) for m in sizes[1:-1]), np.ones(sizes[-1])]
        x = np.full((EXAMPLES, sizes[0]), 0.25)
        try:
            _, scores = plain_and_dropped(submission, 0.4, weights, biases, x)
        except Failed as failed:
            problem = worse(problem, failed)
            continue
        return levels_of(scores[..., 1:])
    raise problem
