"""What is asked of fc_net.py, most basic first. ``p`` is the probability of KEEPING a unit."""

from itertools import pairwise

import numpy as np

from autograder.checks import Exercise
from autograder.expect import expect, expect_array, expect_close, is_rate
from reglab.layers import softmax_loss

net = Exercise("fc_net_loss", module="fc_net", stand_ins=("layers",))


def training(p, **more):
    return {"p": p, "mode": "train", **more}


def testing(p):
    return {"p": p, "mode": "test"}


def small_net(rng, *widths):
    """Parameters of a net; its biases are large enough to matter."""
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.standard_normal((inputs, outputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = 0.3 * rng.standard_normal(outputs)
    return params


def batch(rng, examples, inputs, classes):
    return rng.standard_normal((examples, inputs)), rng.integers(classes, size=examples)


def loss_and_gradients(submission, params, X, y, dropout_param, reg):
    """What fc_net_loss returns, as a number and a dict of arrays of the shapes of params."""
    returned = submission.fc_net_loss(params, X, y, dropout_param, reg)
    pair = isinstance(returned, tuple) and len(returned) == 2
    expect(pair, "fc_net_loss did not return (loss, grads) for labels y.")
    loss, grads = returned
    loss = float(expect_array(loss, (), "loss"))
    expect(isinstance(grads, dict), f"grads is a {type(grads).__name__}, not a dict.")
    missing = [key for key in params if key not in grads]
    expect(not missing, f"grads has no {', '.join(missing)}.")
    return loss, {key: expect_array(grads[key], params[key].shape, key) for key in params}


def expect_grads(found, expected, hint):
    """Every gradient is right; the message names the first that is not, from the last layer on."""
    for key in sorted(expected, key=lambda key: (-int(key[1:]), key[0])):
        expect_close(found[key], expected[key], f"The gradient of {key}", hint)


@net.check(points=1)
def gives_scores_without_labels(submission, reference, rng):
    """With y = None it returns the scores, of shape (N, C)."""
    params, (X, _) = small_net(rng, 6, 8, 5), batch(rng, 7, 6, 5)
    scores = submission.fc_net_loss(params, X, None, testing(0.5), 0.1)
    hint = "The last layer is affine: nothing follows it."
    expect_close(scores, reference.fc_net_loss(params, X, None, testing(0.5), 0.1), "scores", hint)


@net.check(points=1)
def computes_the_loss(submission, reference, rng):
    """Without a penalty and in test mode the loss is the mean softmax loss of the scores."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    loss, _ = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    true, _ = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    expect_close(loss, true, "The loss")


@net.check(points=1)
def adds_the_penalty_to_the_loss(submission, reference, rng):
    """The loss grows by reg / 2 times the sum of all squared weights, biases left out."""
    for reg in (0.3, 2.0):
        params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
        loss, _ = loss_and_gradients(submission, params, X, y, testing(0.5), reg)
        without, _ = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
        squares = sum(np.sum(w**2) for key, w in params.items() if key.startswith("W"))
        hint = "Which parameters are in the sum, and what stands before it?"
        expect_close(loss - without, 0.5 * reg * squares, f"The penalty for reg = {reg}", hint)


@net.check(points=2)
def computes_the_gradients(submission, reference, rng):
    """Without a penalty and in test mode the gradients of all weights and biases are right."""
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    _, grads = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    _, true = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
    expect_grads(grads, true, "Go back through the layers in the opposite order.")


@net.check(points=1)
def adds_the_penalty_to_the_gradients(submission, reference, rng):
    """Each weight's gradient grows by reg times the weight, and no bias's does."""
    reg = 0.7
    params, (X, y) = small_net(rng, 6, 8, 9, 5), batch(rng, 7, 6, 5)
    _, grads = loss_and_gradients(submission, params, X, y, testing(0.5), reg)
    _, without = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
    hint = "Differentiate the penalty that the contract gives."
    for key in params:
        growth, true = grads[key] - without[key], reg * params[key] * key.startswith("W")
        scale = reg * float(np.abs(params[key]).max())
        right = np.allclose(growth, true, rtol=1e-6, atol=1e-7 * scale)
        ratio = growth / (reg * params[key])
        even = bool(np.ptp(ratio) < 1e-6 * (1 + np.abs(ratio).max()))
        times = f"{np.median(ratio):.4g} times" if even else "not a multiple of"
        expect(
            right,
            f"The penalty's part of the gradient of {key} is {times} reg * {key}, where"
            f" {'1 times' if key.startswith('W') else '0 times'} is right.",
            hint,
            observed=(key, float(np.median(ratio)) if even else "uneven"),
        )


def with_dropout(submission, reference, rng):
    """Loss and gradients in train mode, as found and as they should be.

    While the net is graded, layers.py is a stand-in with a fixed pattern. A net that draws its
    masks by itself is as right: its masks are then read off the gradients of one example.
    """
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 7, 6, 5)
    found = loss_and_gradients(submission, params, X, y, training(0.6), 0.0)
    expected = reference.fc_net_loss(params, X, y, training(0.6), 0.0)
    if np.isclose(found[0], expected[0], rtol=1e-6):
        return found, expected
    params, (X, y) = small_net(rng, 6, 60, 70, 5), batch(rng, 1, 6, 5)
    own = loss_and_gradients(submission, params, X, y, training(0.6), 0.0)
    masks = masks_of_its_own(params, X, own[1], 0.6)
    return (found, expected) if masks is None else (own, loss_given(masks, params, X, y))


def masks_of_its_own(params, x, grads, p):
    """The masks of inverted dropout that a net drew for one example, or None if it drew none.

    For one example the gradient of W is the outer product of its input and the gradient of b,
    which gives away what each layer received.
    """
    masks = []
    for layer in (1, 2):
        r = np.maximum(0, x @ params[f"W{layer}"] + params[f"b{layer}"])  # (1, H)
        db = grads[f"b{layer + 1}"]
        received = grads[f"W{layer + 1}"] @ db / max(db @ db, 1e-300)  # (H,)
        kept = np.isclose(received, r / p, rtol=1e-6) & (r > 0)
        if not np.allclose(received, np.where(kept, r / p, 0), rtol=1e-6, atol=1e-12):
            return None
        if not is_rate(kept[r > 0], p):
            return None
        masks.append(kept / p)
        x = r * masks[-1]
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
    (loss, _), (true, _) = with_dropout(submission, reference, rng)
    hint = "Where in {affine - relu - dropout} x (L - 1) - affine - softmax does dropout stand?"
    expect_close(loss, true, "In train mode, the loss", hint)


@net.check(points=1, after=(computes_the_gradients, drops_after_each_relu))
def carries_dropout_through_backward(submission, reference, rng):
    """In train mode the gradients pass back through the dropout layers."""
    (_, grads), (_, true) = with_dropout(submission, reference, rng)
    expect_grads(grads, true, "Every layer of the forward pass has its place in the backward pass.")


@net.check(points=1, after=(computes_the_loss, computes_the_gradients), hidden=True)
def works_at_any_depth(submission, reference, rng):
    """The number of layers follows from params: one, two, five."""
    for widths in ((6, 4), (6, 9, 4), (6, 5, 7, 9, 8, 4)):
        params, (X, y) = small_net(rng, *widths), batch(rng, 7, 6, 4)
        loss, grads = loss_and_gradients(submission, params, X, y, testing(0.5), 0.0)
        true_loss, true = reference.fc_net_loss(params, X, y, testing(0.5), 0.0)
        hint = "How many layers does params hold?"
        expect_close(loss, true_loss, f"With {len(widths) - 1} layers, the loss", hint)
        expect_grads(grads, true, hint)


@net.check(points=1, hidden=True)
def leaves_its_arguments_alone(submission, reference, rng):
    """The caller's params and X are not changed."""
    params, (X, y) = small_net(rng, 6, 8, 5), batch(rng, 7, 6, 5)
    args = (params, X, y, training(0.5, seed=1), 0.1)
    after = submission.observe("fc_net_loss", *args).args
    hint = "Operators such as += write into the array itself."
    expect(len(after) == 5 and unchanged(after[0], params), "params is changed.", hint)
    expect(np.array_equal(after[1], X), "X is changed.", hint)


def unchanged(found, params):
    return (
        isinstance(found, dict)
        and found.keys() == params.keys()
        and all(np.array_equal(found[key], params[key]) for key in params)
    )
