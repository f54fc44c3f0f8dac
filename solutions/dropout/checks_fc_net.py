"""Checks of fc_net.py, most basic first; ``p`` is the probability of KEEPING a unit."""

from itertools import pairwise

import numpy as np
from common import testing, training

from autograder import (
    Exercise,
    Message,
    expect,
    expect_array,
    expect_close,
    expect_number,
    expect_unchanged,
    is_rate,
    kind_of,
    listed,
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
    """The return values of fc_net_loss: a number, and a dict of arrays of the shapes of params."""
    loss, grads = loss_and_raw_gradients(submission, params, X, y, dropout_param, reg)
    grads = a_dict(grads)
    missing = [key for key in params if key not in grads]
    message = Message("grads has no {missing}.", missing=listed(missing))
    expect(not missing, message, "It has the keys of params.")
    found = {}
    for key, value in params.items():
        what = Message("The gradient of {key}", key=key)
        found[key] = expect_array(grads[key], value.shape, what).astype(float)
    return loss, found


def loss_and_raw_gradients(submission, params, X, y, dropout_param, reg):
    returned = submission.fc_net_loss(params, X, y, dropout_param, reg)
    pair = isinstance(returned, (tuple, list)) and len(returned) == 2
    expect(pair, "fc_net_loss did not return (loss, grads) for labels y.")
    loss, grads = returned
    order = "Return (loss, grads), in this order."
    expect(not isinstance(loss, dict), "The loss is a dict.", order)
    return expect_number(loss, "The loss"), grads


def a_dict(grads):
    message = Message("grads is a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    return grads


def expect_grads(found, expected, hint, what="The gradient of {key}", **values):
    """Every gradient is right; the message names the first that is not, from the last layer on."""
    for key in sorted(expected, key=lambda key: (-int(key[1:]), key[0])):
        message = Message(what, key=key, **values)
        expect_close(found[key], expected[key], message, hint, rtol=RTOL)


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
    hint = "With reg = 0 the loss is the softmax loss alone. Is yours a mean over the examples?"
    expect_close(loss, true, "The loss", hint, rtol=RTOL)


@net.check(points=1)
def adds_the_penalty_to_the_loss(submission, reference, rng):
    """The penalty adds reg / 2 times the sum of all squared weights, without the biases."""
    for reg in (0.3, 2.0):
        params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
        loss = loss_of(submission, params, X, y, testing(0.5), reg)
        without = loss_of(submission, params, X, y, testing(0.5), 0.0)
        squares = sum(np.sum(w**2) for key, w in params.items() if key.startswith("W"))
        hint = "Which parameters are in the sum, and by what factor is it multiplied?"
        what = Message("The penalty for reg = {reg}", reg=reg)
        expect_close(loss - without, 0.5 * reg * squares, what, hint, rtol=RTOL)


@net.check(points=2)
def computes_the_gradients(submission, reference, rng):
    """Without a penalty and in test mode the gradients of all weights and biases are right."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    _, grads = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    _, true = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    expect_grads(grads, true, "Go back through the layers in the opposite order.")


def penalty_gradients(submission, rng, reg, *widths):
    """The multiple of reg * parameter that the penalty adds to each parameter's gradient."""
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
    """The penalty adds reg * W to the gradient of each W, and nothing to that of a bias."""
    for key, times in penalty_gradients(submission, rng, 0.7, 6, 8, 9, 5):
        true = 1.0 if key.startswith("W") else 0.0
        even, how = times != "uneven", Message("not a multiple of")
        if even:
            how = Message("{times:.4g} times", times=times)
        text = (
            "The penalty's part of the gradient of {key} is {how} reg * {key}, where {true:g} times"
            " is right."
        )
        message = Message(text, key=key, how=how, true=true)
        hint = "Differentiate the penalty that the docstring gives."
        expect(even and abs(times - true) < RTOL * 10, message, hint, observed=(key, times))


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
    """In train mode dropout follows each relu, and no other layer."""
    _, (loss, _), (true, _) = with_dropout(submission, reference, rng)
    hint = (
        "Where in {affine - relu - dropout} x (L - 1) - affine is dropout? (While the net is"
        " graded, a fixed pattern replaces your dropout layers, so the numbers are not those of"
        " your notebook.)"
    )
    expect_close(loss, true, "In train mode, the loss", hint, rtol=RTOL)


@net.check(points=1, after=(computes_the_gradients, drops_after_each_relu))
def carries_dropout_through_backward(submission, reference, rng):
    """In train mode the gradients pass back through the dropout layers."""
    params, (_, grads), (_, true) = with_dropout(submission, reference, rng)
    hint = "Every layer of the forward pass has its place in the backward pass."
    a_dict(grads)
    found = {key: expect_array(grads.get(key), value.shape, key) for key, value in params.items()}
    expect_grads(found, true, hint, "In train mode, the gradient of {key}")


@net.check(points=1, after=(gives_scores_without_labels, drops_after_each_relu))
def scores_follow_the_mode(submission, reference, rng):
    """With y = None the mode in dropout_param is obeyed too, and each example has its own masks."""
    params, X = small_net(rng, 6, 20, 30, 5), np.tile(rng.standard_normal(6), (10, 1))
    train, test = (
        expect_array(submission.fc_net_loss(params, X, None, param, 0.1), (10, 5), "scores")
        for param in (training(0.7), testing(0.7))
    )
    differ = not np.allclose(train, test, rtol=RTOL)
    hint = "Pass dropout_param on unchanged."
    expect(differ, "With y = None, train and test mode give the same scores.", hint)
    alike = np.allclose(train, train[0], rtol=1e-9)
    hint = "Each unit of each example is dropped independently of all others."
    expect(not alike, "In train mode, ten equal examples get equal scores.", hint)


@net.check(points=1, after=(computes_the_loss, computes_the_gradients), hidden=True)
def works_at_any_depth(submission, reference, rng):
    """The net has one layer for each W in params: one, two or five."""
    hint = "How many layers does params hold?"
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 10, 6, 5)
    loss = loss_of(submission, params, X, y, training(0.7), 0.0)
    true, _ = reference.fc_net_loss(params, X, y, training(0.7), 0.0)
    known = np.isclose(loss, true, rtol=RTOL)  # the masks are: they are the stand-in's
    for widths in ((6, 4), (6, 9, 4), (6, 5, 7, 9, 8, 4)):
        params, (X, y) = small_net(rng, *widths), batch(rng, 10, 6, 4)
        layers = len(widths) - 1
        loss, grads = loss_and_gradients(submission, params, X, y, testing(0.7), 0.0)
        true_loss, true = reference.fc_net_loss(params, X, y, testing(0.7), 0.0)
        what = Message("With {layers} layers, the loss", layers=layers)
        expect_close(loss, true_loss, what, hint, rtol=RTOL)
        text = "With {layers} layers, the gradient of {key}"
        expect_grads(grads, true, hint, text, layers=layers)
        if known:
            loss = loss_of(submission, params, X, y, training(0.7), 0.0)
            true_loss, _ = reference.fc_net_loss(params, X, y, training(0.7), 0.0)
            what = Message("With {layers} layers, the loss in train mode", layers=layers)
            expect_close(loss, true_loss, what, hint, rtol=RTOL)
    usual, deep = (
        {times if times == "uneven" else round(times, 3) for key, times in shares if key[0] == "W"}
        for shares in (
            penalty_gradients(submission, rng, 0.7, 6, 8, 9, 5),
            penalty_gradients(submission, rng, 0.7, 6, 5, 7, 9, 8, 4),
        )
    )
    expect(usual == deep, "With 5 layers, the penalty follows another rule than with 3.", hint)


@net.check(points=1, hidden=True)
def leaves_what_it_is_given_alone(submission, reference, rng):
    """The caller's params and X are not changed."""
    params, (X, y) = small_net(rng, 6, 8, 5), batch(rng, 10, 6, 5)
    hint = "Operators such as += write into the array itself."
    args = (params, X, y, training(0.5, seed=1), 0.1)
    expect_unchanged(submission, "fc_net_loss", args, ("params", "X"), hint)
