"""What is asked of fc_net.py, most basic first. ``p`` is the probability of KEEPING a unit."""

from itertools import pairwise

import numpy as np
from common import testing, training

from autograder import (
    Exercise,
    expect,
    expect_array,
    expect_close,
    expect_unchanged,
    is_rate,
    kind_of,
)
from reglab.layers import softmax_loss

net = Exercise("fc_net_loss", module="fc_net", stand_ins=("layers",))
RTOL = 1e-5  # leaves room for single precision and for a small number inside a logarithm


def small_net(rng, *widths):
    """Parameters of a net; its biases are large enough to matter."""
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.standard_normal((inputs, outputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = 0.3 * rng.standard_normal(outputs)
    return params


def batch(rng, examples, inputs, classes):
    return rng.standard_normal((examples, inputs)), rng.integers(classes, size=examples)


def loss_of(submission, params, X, y, dropout_param, reg):
    """The loss that fc_net_loss returns, as a number."""
    return loss_and_raw_gradients(submission, params, X, y, dropout_param, reg)[0]


def loss_and_gradients(submission, params, X, y, dropout_param, reg):
    """What fc_net_loss returns, as a number and a dict of arrays of the shapes of params."""
    loss, grads = loss_and_raw_gradients(submission, params, X, y, dropout_param, reg)
    expect(isinstance(grads, dict), f"grads is a {kind_of(grads)}, not a dict.")
    missing = [key for key in params if key not in grads]
    expect(not missing, f"grads has no {', '.join(missing)}.", "It has the keys of params.")
    return loss, {
        key: expect_array(grads[key], params[key].shape, f"The gradient of {key}").astype(float)
        for key in params
    }


def loss_and_raw_gradients(submission, params, X, y, dropout_param, reg):
    returned = submission.fc_net_loss(params, X, y, dropout_param, reg)
    pair = isinstance(returned, (tuple, list)) and len(returned) == 2
    expect(pair, "fc_net_loss did not return (loss, grads) for labels y.")
    loss, grads = returned
    expect(
        not isinstance(loss, dict), "The loss is a dict.", "Return (loss, grads), in this order."
    )
    if isinstance(loss, np.ndarray) and loss.size == 1:
        loss = loss.reshape(())
    return float(expect_array(loss, (), "The loss")), grads


def expect_grads(found, expected, hint, where=""):
    """Every gradient is right; the message names the first that is not, from the last layer on."""
    for key in sorted(expected, key=lambda key: (-int(key[1:]), key[0])):
        what = f"{where}the gradient of {key}" if where else f"The gradient of {key}"
        expect_close(found[key], expected[key], what, hint, rtol=RTOL)


@net.check(points=1)
def gives_scores_without_labels(submission, reference, rng):
    """With y = None it returns the scores, of shape (N, C)."""
    params, (X, _) = small_net(rng, 6, 8, 5), batch(rng, 7, 6, 5)
    scores = submission.fc_net_loss(params, X, None, testing(0.5), 0.1)
    true = reference.fc_net_loss(params, X, None, testing(0.5), 0.1)
    hint = "Compare with {affine - relu - dropout} x (L - 1) - affine, layer by layer."
    expect_close(scores, true, "scores", hint, rtol=RTOL)


@net.check(points=1)
def computes_the_loss(submission, reference, rng):
    """Without a penalty and in test mode the loss is the mean softmax loss of the scores."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    loss = loss_of(submission, params, X, y, testing(0.5), 0.0)
    true, _ = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    expect_close(
        loss, true, "The loss", "Is the penalty added to the loss, or in its place?", rtol=RTOL
    )


@net.check(points=1)
def adds_the_penalty_to_the_loss(submission, reference, rng):
    """The loss grows by reg / 2 times the sum of all squared weights, biases left out."""
    for reg in (0.3, 2.0):
        params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
        loss = loss_of(submission, params, X, y, testing(0.5), reg)
        without = loss_of(submission, params, X, y, testing(0.5), 0.0)
        squares = sum(np.sum(w**2) for key, w in params.items() if key.startswith("W"))
        hint = "Which parameters are in the sum, and what stands before it?"
        what = f"The penalty for reg = {reg}"
        expect_close(loss - without, 0.5 * reg * squares, what, hint, rtol=RTOL)


@net.check(points=2)
def computes_the_gradients(submission, reference, rng):
    """Without a penalty and in test mode the gradients of all weights and biases are right."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    _, grads = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    _, true = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    expect_grads(grads, true, "Go back through the layers in the opposite order.")


def penalty_gradients(submission, rng, reg, *widths):
    """For each parameter, how many times reg * parameter the penalty adds to its gradient."""
    params, (X, y) = small_net(rng, *widths), batch(rng, 7, widths[0], widths[-1])
    _, grads = loss_and_gradients(submission, params, X, y, testing(0.5), reg)
    _, without = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    for key, value in params.items():
        growth, unit = grads[key] - without[key], reg * value
        times = float(np.sum(growth * unit) / np.sum(unit * unit))
        even = np.allclose(growth, times * unit, rtol=0, atol=RTOL * np.abs(unit).max())
        yield key, times if even else "uneven"


@net.check(points=1)
def adds_the_penalty_to_the_gradients(submission, reference, rng):
    """Each weight's gradient grows by reg times the weight, and no bias's does."""
    for key, times in penalty_gradients(submission, rng, 0.7, 6, 8, 9, 5):
        true = 1.0 if key.startswith("W") else 0.0
        how = "not a multiple of" if times == "uneven" else f"{times:.4g} times"
        expect(
            times != "uneven" and abs(times - true) < RTOL * 10,
            f"The penalty's part of the gradient of {key} is {how} reg * {key}, where"
            f" {true:g} times is right.",
            "Differentiate the penalty that the contract gives.",
            observed=(key, times),
        )


def with_dropout(submission, reference, rng):
    """Loss and gradients in train mode, as found and as they should be.

    While the net is graded, layers.py is a stand-in with a fixed pattern. A net that draws its
    masks by itself is as right: its masks are then read off the gradients of one example.
    """
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 10, 6, 5)
    found = loss_and_raw_gradients(submission, params, X, y, training(0.7), 0.0)
    expected = reference.fc_net_loss(params, X, y, training(0.7), 0.0)
    if np.isclose(found[0], expected[0], rtol=RTOL):
        return params, found, expected
    wide, (x, label) = small_net(rng, 6, 800, 800, 5), batch(rng, 1, 6, 5)
    own = [loss_and_gradients(submission, wide, x, label, training(0.7), 0.0) for _ in range(2)]
    drawn = [masks_of_its_own(wide, x, grads, 0.7) for _, grads in own]
    if None in drawn or np.array_equal(np.concatenate(drawn[0]), np.concatenate(drawn[1])):
        return params, found, expected
    return wide, own[0], loss_given(drawn[0], wide, x, label)


def masks_of_its_own(params, x, grads, p):
    """The masks of inverted dropout that a net drew for one example, or None if it drew none.

    For one example the gradient of W is the outer product of its input and the gradient of b,
    which gives away what each layer received.
    """
    masks = []
    for layer in (1, 2):
        r = np.maximum(0, x @ params[f"W{layer}"] + params[f"b{layer}"])[0]  # (H,)
        db = grads[f"b{layer + 1}"]
        received = grads[f"W{layer + 1}"] @ db / max(db @ db, 1e-300)  # (H,)
        kept = (received > r / p / 2) & (r > 0)
        if not np.allclose(received, kept * r / p, rtol=0, atol=1e-5 * r.max() / p):
            return None
        if not is_rate(kept[r > 0], p):
            return None
        masks.append(kept / p)
        x = (r * masks[-1])[None]
    return masks


def loss_given(masks, params, X, y):
    """Loss and gradients of the net with two hidden layers and these masks after their relus."""
    inputs, slopes = [X], []
    for layer, mask in enumerate(masks, start=1):
        a = inputs[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
        slopes.append((a > 0) * mask)
        inputs.append(a * slopes[-1])
    loss, d = softmax_loss(inputs[-1] @ params["W3"] + params["b3"], y)
    grads = {}
    for layer in (3, 2, 1):
        grads |= {f"W{layer}": inputs[layer - 1].T @ d, f"b{layer}": d.sum(axis=0)}
        if layer > 1:
            d = (d @ params[f"W{layer}"].T) * slopes[layer - 2]
    return loss, grads


@net.check(points=1, after=computes_the_loss)
def drops_after_each_relu(submission, reference, rng):
    """In train mode dropout follows each relu, and nothing else."""
    _, (loss, _), (true, _) = with_dropout(submission, reference, rng)
    hint = (
        "Where in {affine - relu - dropout} x (L - 1) - affine does dropout stand? (While the net"
        " is graded, a fixed pattern replaces your dropout layers, so that the numbers are not"
        " those of your notebook.)"
    )
    expect_close(loss, true, "In train mode, the loss", hint, rtol=RTOL)


@net.check(points=1, after=(computes_the_gradients, drops_after_each_relu))
def carries_dropout_through_backward(submission, reference, rng):
    """In train mode the gradients pass back through the dropout layers."""
    params, (_, grads), (_, true) = with_dropout(submission, reference, rng)
    hint = "Every layer of the forward pass has its place in the backward pass."
    expect(isinstance(grads, dict), f"grads is a {kind_of(grads)}, not a dict.")
    found = {key: expect_array(grads.get(key), value.shape, key) for key, value in params.items()}
    expect_grads(found, true, hint, "In train mode, ")


@net.check(points=1, after=(gives_scores_without_labels, drops_after_each_relu))
def scores_follow_the_mode(submission, reference, rng):
    """The mode in dropout_param counts with y = None too, and each example has masks of its own."""
    params, X = small_net(rng, 6, 20, 30, 5), np.tile(rng.standard_normal(6), (10, 1))
    train, test = (
        expect_array(submission.fc_net_loss(params, X, None, param, 0.1), (10, 5), "scores")
        for param in (training(0.7), testing(0.7))
    )
    differ = not np.allclose(train, test, rtol=RTOL)
    hint = "Hand dropout_param on as it is."
    expect(differ, "With y = None, train and test mode give the same scores.", hint)
    alike = np.allclose(train, train[0], rtol=1e-9)
    hint = "Each unit of each example is dropped on its own."
    expect(not alike, "In train mode, ten equal examples get equal scores.", hint)


@net.check(points=1, after=(computes_the_loss, computes_the_gradients), hidden=True)
def works_at_any_depth(submission, reference, rng):
    """The number of layers follows from params: one, two, five."""
    hint = "How many layers does params hold?"
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 10, 6, 5)
    loss = loss_of(submission, params, X, y, training(0.7), 0.0)
    true, _ = reference.fc_net_loss(params, X, y, training(0.7), 0.0)
    known = np.isclose(loss, true, rtol=RTOL)  # the masks are: they are the stand-in's
    for widths in ((6, 4), (6, 9, 4), (6, 5, 7, 9, 8, 4)):
        params, (X, y) = small_net(rng, *widths), batch(rng, 10, 6, 4)
        here = f"With {len(widths) - 1} layers, "
        loss, grads = loss_and_gradients(submission, params, X, y, testing(0.7), 0.0)
        true_loss, true = reference.fc_net_loss(params, X, y, testing(0.7), 0.0)
        expect_close(loss, true_loss, f"{here}the loss", hint, rtol=RTOL)
        expect_grads(grads, true, hint, here)
        if known:
            loss = loss_of(submission, params, X, y, training(0.7), 0.0)
            true_loss, _ = reference.fc_net_loss(params, X, y, training(0.7), 0.0)
            expect_close(loss, true_loss, f"{here}the loss in train mode", hint, rtol=RTOL)
    usual, deep = (
        {times if times == "uneven" else round(times, 3) for key, times in shares if key[0] == "W"}
        for shares in (
            penalty_gradients(submission, rng, 0.7, 6, 8, 9, 5),
            penalty_gradients(submission, rng, 0.7, 6, 5, 7, 9, 8, 4),
        )
    )
    expect(usual == deep, "With 5 layers, the penalty does not reach the same layers.", hint)


@net.check(points=1, hidden=True)
def leaves_what_it_is_given_alone(submission, reference, rng):
    """The caller's params and X are not changed."""
    params, (X, y) = small_net(rng, 6, 8, 5), batch(rng, 10, 6, 5)
    hint = "Operators such as += write into the array itself."
    args = (params, X, y, training(0.5, seed=1), 0.1)
    expect_unchanged(submission, "fc_net_loss", args, ("params", "X"), hint)
