"""Checks of DropoutMLP, most basic first; drop_prob is the probability of DROPPING a unit.

A net is given weights and judged by what it computes with them, however it is built.
"""

from itertools import pairwise

import numpy as np
from common import (
    CALLS,
    EXAMPLES,
    RTOL,
    levels_of,
    one_layer,
    scores_of,
    small_net,
    true_gradients,
    true_scores,
    without_ones,
)

from autograder import (
    Exercise,
    Message,
    expect,
    expect_close,
    expect_rate,
    is_rate,
    kind_of,
    measured_rate,
)

net = Exercise("DropoutMLP", module="mlp", needs=("torch",))


@net.check(points=1)
def registers_its_layers(submission, reference, rng):
    """parameters() gives a weight matrix and a bias for each linear layer, of the sizes asked."""
    for sizes, arguments in (
        ((784, 512, 512, 512, 10), ()),
        ((9, 8, 7, 6, 5), (0.3, (9, 8, 7, 6, 5))),
    ):
        found = submission.shapes(*arguments)
        message = Message("parameters() gives a {kind}.", kind=kind_of(found))
        expect(isinstance(found, (list, tuple)), message)
        message = "parameters() is empty, so an optimizer would find nothing to train."
        hint = "nn.Module looks into nn.Sequential and nn.ModuleList, but not into plain lists."
        expect(found, message, hint)
        expected = [shape for n, m in pairwise(sizes) for shape in ((n, m), (m,))]
        same = sorted(map(without_ones, found)) == sorted(map(without_ones, expected))
        text = "For the sizes {sizes}, parameters() has the shapes {shapes}."
        hint = "One nn.Linear for each pair of neighbours in sizes, and no other parameters."
        expect(same, Message(text, sizes=sizes, shapes=found), hint)


@net.check(points=2, after=registers_its_layers)
def computes_the_scores(submission, reference, rng):
    """Without dropout the scores are those of {linear - relu} x (len(sizes) - 2) - linear."""
    weights, biases = small_net(rng, 9, 8, 7, 6, 5)
    x = rng.normal(size=(12, 9))
    found = scores_of(submission, 0.0, weights, biases, x, "eval")[0]
    true, _ = true_scores(x, weights, biases)
    hint = "Which layers does the docstring of the class name? What follows the last one?"
    expect_close(found, true, "In eval mode with drop_prob = 0, scores", hint, rtol=RTOL)


@net.check(points=2, after=computes_the_scores)
def drops_nothing_in_eval_mode(submission, reference, rng):
    """In eval mode drop_prob changes nothing."""
    weights, biases = small_net(rng, 9, 8, 7, 6, 5)
    x = rng.normal(size=(12, 9))
    found = scores_of(submission, 0.4, weights, biases, x, "eval", calls=3)
    hint = "How does your dropout know the mode? eval() reaches registered modules only."
    message = "In eval mode, two calls with the same x give different scores."
    expect(np.ptp(found, axis=0).max() == 0, message, hint)
    true, _ = true_scores(x, weights, biases)
    expect_close(found[0], true, "In eval mode with drop_prob = 0.4, scores", hint, rtol=RTOL)


@net.check(points=1, after=computes_the_scores)
def drops_hidden_units(submission, reference, rng):
    """In train mode some hidden units are dropped and others are kept."""
    one_layer(submission, 0.4)


@net.check(points=1, after=drops_hidden_units)
def drops_each_unit_on_its_own(submission, reference, rng):
    """Each unit of each example is dropped on its own, and each call draws a new mask."""
    dropped, seen, _ = one_layer(submission, 0.4)
    hint = "How many random numbers does an activation of shape (N, units) need?"
    for axis, together in (
        (0, "Every call drops the same units."),
        (1, "All examples of a batch drop the same units."),
        (2, "All units of an example are dropped or kept together."),
    ):
        mixed = (dropped & seen).any(axis) & (~dropped & seen).any(axis)
        expect(mixed.any(), together, hint)


@net.check(points=2, after=drops_each_unit_on_its_own)
def drops_with_drop_prob(submission, reference, rng):
    """Each hidden unit is dropped with probability drop_prob."""
    found = {drop_prob: one_layer(submission, drop_prob) for drop_prob in (0.2, 0.7)}
    units = {drop_prob: dropped[seen] for drop_prob, (dropped, seen, _) in found.items()}
    rates = tuple(measured_rate(dropped) for dropped in units.values())
    hint = "PyTorch's p is the probability of dropping, and so is drop_prob."
    for drop_prob, dropped in units.items():
        what = Message("With drop_prob = {p}, hidden units dropped", p=drop_prob)
        expect_rate(dropped, drop_prob, what, hint, observed=rates)


@net.check(points=1, after=drops_each_unit_on_its_own)
def rescales_what_it_keeps(submission, reference, rng):
    """A kept unit is divided by the probability of keeping it, so that the mean stays the same."""
    found = {drop_prob: one_layer(submission, drop_prob) for drop_prob in (0.2, 0.7)}
    factors = np.array([factor for _, _, factor in found.values()])
    hint = "nn.Dropout does this already. Does your code multiply or divide as well?"
    for drop_prob, (dropped, seen, factor) in found.items():
        kept = ~dropped[seen]
        text = "With drop_prob = {p}, {kept:.0%} of units are kept and multiplied by {factor:.4g}."
        message = Message(text, p=drop_prob, kept=kept.mean(), factor=factor)
        right = factor > 0 and is_rate(kept, min(1.0, 1 / factor), tries=2)
        expect(right, message, hint, observed=factors)


@net.check(points=2, after=drops_hidden_units)
def drops_after_each_hidden_layer(submission, reference, rng):
    """In train mode dropout follows each hidden layer; input and scores are not dropped."""
    sizes = (24, 23, 22, 21, 20)
    # The inputs of unit j are unit j of the layer below and a bias. So a score shows the last
    # layer in which its unit was dropped: it is the sum of the biases from there on.
    weights = [np.eye(m, n) for n, m in pairwise(sizes)]
    biases = [np.full(m, 1.0 + 0.2 * layer) for layer, m in enumerate(sizes[1:])]
    x = np.ones((EXAMPLES, sizes[0]))
    scores = scores_of(submission, 0.4, weights, biases, x, "train", CALLS)
    found, factor = levels_of(scores), one_layer(submission, 0.4)[2]
    inputs = [biases[0][0] + 1, *(b[0] for b in biases[1:])]
    expected = np.cumsum([b * factor**i for i, b in enumerate(reversed(inputs))])
    hint = "Where in {linear - relu - dropout} x (len(sizes) - 2) - linear does dropout stand?"
    message = (
        "In train mode, the scores of a net with three hidden layers are not those of dropout"
        " after each of them and nowhere else."
    )
    right = found.shape == expected.shape and np.allclose(found, expected, rtol=1e-3)
    expect(right, message, hint, observed=found if len(found) < 20 else "many")


@net.check(points=1, after=computes_the_scores)
def can_be_differentiated(submission, reference, rng):
    """A backward pass through the net gives every weight and bias its gradient."""
    weights, biases = small_net(rng, 9, 8, 7, 6, 5)
    x, dout = rng.normal(size=(12, 9)), rng.normal(size=(12, 5))
    found = submission.gradients(0.0, weights, biases, x, dout)
    hint = "What in forward stops PyTorch from recording? (detach, no_grad, data, item, numpy)"
    complete = isinstance(found, list) and len(found) == len(weights) + len(biases)
    expect(complete, Message("The gradients are a {kind}.", kind=kind_of(found)), hint)
    expected = true_gradients(x, dout, weights, biases)
    for layer in reversed(range(len(weights))):
        for name, at in (("bias", layer + len(weights)), ("weight", layer)):
            text = "The gradient of the {name} of layer {layer}"
            what = Message(text, name=name, layer=layer + 1)
            expect_close(found[at], expected[at], what, hint, rtol=RTOL)


@net.check(points=1, after=computes_the_scores, hidden=True)
def works_at_any_depth(submission, reference, rng):
    """The number of layers follows from sizes: no hidden layer, one, five."""
    hint = "Loop over the neighbours in sizes. What is left of the net with two sizes?"
    for sizes in ((9, 4), (9, 8, 4), (10, 9, 8, 7, 6, 5, 4)):
        weights, biases = small_net(rng, *sizes)
        x = rng.normal(size=(12, sizes[0]))
        found = scores_of(submission, 0.0, weights, biases, x, "eval")[0]
        true, _ = true_scores(x, weights, biases)
        what = Message("With sizes {sizes}, scores", sizes=sizes)
        expect_close(found, true, what, hint, rtol=RTOL)


@net.check(points=1, after=computes_the_scores, hidden=True)
def takes_images(submission, reference, rng):
    """An x of shape (N, 1, height, width) or (N, height, width) is flattened to N rows."""
    hint = "Flatten all axes but the first, however many there are: see torch.flatten."
    weights, biases = small_net(rng, 12, 9, 8, 7, 5)
    for shape in ((10, 1, 3, 4), (7, 4, 3)):
        x = rng.normal(size=shape)
        found = scores_of(submission, 0.0, weights, biases, x, "eval")[0]
        true, _ = true_scores(x.reshape(len(x), -1), weights, biases)
        what = Message("For x of shape {shape}, scores", shape=shape)
        expect_close(found, true, what, hint, rtol=RTOL)
