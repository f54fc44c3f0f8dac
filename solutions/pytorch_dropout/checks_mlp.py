"""Checks of what DropoutMLP computes, most basic first.

A net is given weights and judged by what it computes with them, however it is built. Those on
dropout are in checks_mlp_masks.py.
"""

from itertools import pairwise

import numpy as np
from common import ANY, DEEP, DEFAULT, RTOL, scores_of, shapes_of, small_net, without_ones
from common_readings import RIGHT, first_net

from autograder import Exercise, Failed, Message, expect, expect_array, expect_close, kind_of

net = Exercise("DropoutMLP", module="mlp", needs=("torch",))


@net.check(points=1)
def registers_its_layers(submission, reference, rng):
    """parameters() gives a weight matrix and a bias for each linear layer, of the sizes asked."""
    for sizes, arguments in ((DEFAULT, ()), ((9, 8, 7, 6, 5), (0.3, (9, 8, 7, 6, 5)))):
        found, elsewhere = shapes_of(submission, *arguments)
        expected = [shape for n, m in pairwise(sizes) for shape in ((n, m), (m,))]
        right = sorted(map(without_ones, expected))
        same = sorted(map(without_ones, found)) == right
        message = _on_shapes(sizes, found, elsewhere)
        seen = (tuple(map(tuple, found)), tuple(map(tuple, elsewhere)))
        hint = "One nn.Linear for each pair of neighbours in sizes, and no other parameters."
        if elsewhere:
            hint = "nn.Module looks into nn.Sequential and nn.ModuleList, but not into plain lists."
        expect(same, message, hint, observed=str(seen))


def _on_shapes(sizes, found, elsewhere):
    """What parameters() gives, and what it does not give, in a sentence or two."""
    text = "For the sizes {sizes}, parameters() has the shapes {shapes}."
    if not found:
        text = "For the sizes {sizes}, parameters() is empty: an optimizer finds nothing to train."
    message = Message(text, sizes=sizes, shapes=found)
    if not elsewhere:
        return message
    more = "{message} {count} more parameters are in plain lists."
    return Message(more, message=message, count=len(elsewhere))


@net.check(points=2)
def computes_the_scores(submission, reference, rng):
    """Without dropout the scores are those of {linear - relu} x (len(sizes) - 2) - linear."""
    x, weights, biases, scores, reading = first_net(submission, rng, DEEP)
    if reading is not None and not reading.biases:
        biases = [0 * bias for bias in biases]  # that they are missing is for another check
    true = RIGHT.scores(x, weights, biases)
    hint = "Which layers does the docstring of the class name? What follows the last one?"
    what = "In eval mode with drop_prob = 0, scores"
    expect_close(scores, true, what, hint, rtol=RTOL, observed=_outline(scores, reading))
    kind = str(submission.kind_of_scores(*(() if x.shape[1] == 784 else (0.0, (9, 8, 7, 6, 5)))))
    message = Message("forward returns a {kind}, and not the scores alone.", kind=Message(kind))
    expect(kind not in ("tuple", "list", "dict"), message, "Return one tensor: the scores.")


def _outline(scores, reading):
    """What a misconception about the scores is recognized by: the reading of the net."""
    return scores if reading is None else str((reading.hidden, reading.tail))


@net.check(points=2)
def drops_nothing_in_eval_mode(submission, reference, rng):
    """In eval mode drop_prob changes nothing."""
    x, weights, biases, scores, reading = first_net(submission, rng, ANY)
    found = scores_of(submission, 0.4, weights, biases, x, "eval", calls=3)
    hint = "How does your dropout know the mode? eval() reaches registered modules only."
    message = "In eval mode, two calls with the same x give different scores."
    expect(np.ptp(found, axis=0).max() == 0, message, hint)
    if reading is None:  # not the scores that were asked for, but do they come from a net?
        drawn = scores_of(submission, 0.4, weights, biases, x, "train", calls=3)
        message = "The scores do not depend on x, or nothing is ever dropped."
        expect(np.ptp(scores, axis=0).all() and np.ptp(drawn, axis=0).any(), message, hint)
    what = "In eval mode, scores with drop_prob = 0.4"
    seen = np.median(found[0] / np.where(scores == 0, 1, scores))
    expect_close(found[0], scores, what, hint, rtol=RTOL, observed=(found[0], float(seen)))


@net.check(points=1)
def can_be_differentiated(submission, reference, rng):
    """A backward pass through the net gives every weight and bias its gradient."""
    x, weights, biases, scores, reading = first_net(submission, rng, ANY)
    dout = rng.normal(size=scores.shape)
    found = submission.gradients(weights, biases, x, dout)
    hint = "What in forward stops PyTorch from recording? (detach, no_grad, data, item, numpy)"
    message = "The scores have no history: PyTorch has not recorded how they were computed."
    expect(not isinstance(found, str), message, hint)
    shapes = [*(w.shape for w in weights), *(b.shape for b in biases)]
    complete = isinstance(found, list) and len(found) == len(shapes)
    expect(complete, Message("The gradients are a {kind}.", kind=kind_of(found)), hint)
    pairs = zip(found, shapes, strict=True)
    zero = [not np.any(expect_array(array, shape, "A gradient")) for array, shape in pairs]
    expected = [None] * len(found)
    if reading is not None:
        expected = _summed(reading.gradients(x, dout, weights, biases), shapes)
    for layer in reversed(range(len(weights))):
        for name, at in (("bias", layer + len(weights)), ("weight", layer)):
            if name == "bias" and reading is not None and not reading.biases:
                continue
            what = Message("The gradient of the {name} of layer {i}", name=name, i=layer + 1)
            message = Message("{what} is missing, or zero everywhere.", what=what)
            expect(not zero[at], message, hint, observed=str(zero))
            if expected[at] is not None:
                expect_close(found[at], expected[at], what, hint, rtol=10 * RTOL)


def _summed(gradients, shapes):
    """For each gradient, the sum of all those of its shape, as the probe gives it."""
    return [sum(g for g, s in zip(gradients, shapes, strict=True) if s == one) for one in shapes]


@net.check(points=1, hidden=True)
def works_at_any_depth(submission, reference, rng):
    """All layers follow from sizes: no hidden layer, one, five, of any widths."""
    *_, reading = first_net(submission, rng, ANY)
    hint = "Loop over the neighbours in sizes. What is left of the net with two sizes?"
    problem, seen = None, []
    for sizes in ((9, 4), (9, 8, 4), (8, 9, 7, 3), (10, 9, 8, 7, 6, 5, 4)):
        weights, biases = small_net(rng, *sizes)
        x = rng.normal(size=(12, sizes[0]))
        what = Message("With sizes {sizes}, scores", sizes=sizes)
        try:
            found = scores_of(submission, 0.0, weights, biases, x, "eval")[0]
            expected = (reading or RIGHT).scores(x, weights, biases)
            expect_close(found, expected, what, hint, rtol=RTOL, observed="wrong")
        except Failed as failed:
            problem = problem or failed
            seen.append((len(sizes), str(failed.observed)))
    if problem is not None:
        raise Failed(problem.message, problem.hint or hint, observed=str(seen))


@net.check(points=1, hidden=True)
def takes_images(submission, reference, rng):
    """An x of shape (N, 1, height, width) or (N, height, width) is flattened and not changed."""
    hint = "Flatten all axes but the first, however many there are: see torch.flatten."
    sizes = first_net(submission, rng, ANY)[0].shape[1]
    shapes = ((10, 1, 3, 3), (7, 3, 3)) if sizes == 9 else ((10, 1, 28, 28), (7, 28, 28))
    candidates = [some for some in ANY if some[0] == sizes]
    for shape in shapes:
        rows, weights, biases, scores, _ = first_net(submission, rng, candidates)
        rows, scores = rows[: shape[0]], scores[: shape[0]]
        message = "The scores do not depend on x."
        expect(np.ptp(scores, axis=0).any(), message, hint)
        found = scores_of(submission, 0.0, weights, biases, rows.reshape(shape), "eval")[0]
        what = Message("For x of shape {shape}, scores", shape=shape)
        expect_close(found, scores, what, hint, rtol=RTOL)
        for mode in ("train", "eval"):
            given = rows.reshape(shape)
            after = submission.x_afterwards(weights, biases, given, mode)
            message = Message("In {mode} mode, x is no longer what it was.", mode=mode)
            same = isinstance(after, np.ndarray) and after.shape == shape
            same = same and after.dtype == np.float32 and np.allclose(after, given, atol=RTOL)
            advice = "Some operations write into the tensor itself: resize_, mul_, *=."
            expect(same, message, advice)
