"""Checks of train_one_epoch, most basic first.

The model is that of the probes: a linear layer behind factors that act in train mode only. The
true result of an epoch is computed here in NumPy.
"""

import numpy as np
from common import RTOL, expect_called, losses_of

from autograder import Exercise, Message, expect, expect_array, expect_close, expect_number, kind_of

train = Exercise("train_one_epoch", module="training", needs=("torch",))

RATE = 0.3  # the learning rate


def model_and_data(rng, examples, inputs=6, classes=4):
    """Parameters of the model, and examples with labels."""
    parameters = {
        "w": rng.normal(0, 0.5, (classes, inputs)),
        "b": rng.normal(0, 0.5, classes),
        "factors": rng.permutation(np.resize([0.0, 1.5, 2.0, 3.0], inputs)),
    }
    return parameters, {
        "x": rng.normal(size=(examples, inputs)),
        "y": rng.integers(classes, size=examples),
    }


def true_epoch(parameters, data, batch_size, rate=RATE):
    """Weights and bias after an epoch of gradient descent, and the loss of each example."""
    w, b = parameters["w"], parameters["b"]
    x = data["x"] * parameters["factors"]
    losses = []
    for start in range(0, len(x), batch_size):
        rows, y = x[start : start + batch_size], data["y"][start : start + batch_size]
        each, d = losses_of(rows @ w.T + b, y)  # (N,), (N, C)
        losses.append(each)
        w, b = w - rate * d.T @ rows, b - rate * d.sum(axis=0)
    return {"w": w, "b": b}, np.concatenate(losses)


def epoch(submission, parameters, data, batch_size, mode="train", rate=RATE):
    """The answer of the probe to an epoch: a dict with weights and biases of the right shapes."""
    found = submission.an_epoch(data, parameters, mode, batch_size, rate)
    expect(isinstance(found, dict), Message("An epoch gave a {kind}.", kind=kind_of(found)))
    for name in ("w", "b"):
        what = Message("The model's {name}", name=name)
        expect_array(found.get(name), parameters[name].shape, what)
    return found


def expect_weights(found, parameters, expected, when, hint, excused=lambda: False):
    """The weights are right, or wrong because of a mistake that another check has found."""
    about = (when, bool(found.get("has_gradient")), str(found.get("flags")))
    moved = not np.allclose(found["w"], parameters["w"], rtol=1e-6)
    message = Message("{when}, the weights are the same as before.", when=when)
    expect(moved, message, "Each batch needs a backward pass, and then a step.", observed=about)
    if not alike(found, expected) and excused():
        return
    changes = {"w": "{when}, the change of the weights", "b": "{when}, the change of the biases"}
    for name, text in changes.items():
        step, true = (some[name] - parameters[name] for some in (found, expected))
        what = Message(text, when=when)
        expect_close(step, true, what, hint, rtol=10 * RTOL, observed=(about, step))


def alike(some, others):
    return all(np.allclose(some[name], others[name], rtol=1e-3, atol=1e-5) for name in ("w", "b"))


def loss_of(found):
    """The returned loss, as a number."""
    return expect_number(found.get("returned"), "The value that train_one_epoch returns")


@train.check(points=2)
def takes_a_step_for_a_batch(submission, reference, rng):
    """For a batch, the optimizer takes one step down the gradient of its mean cross-entropy."""
    parameters, data = model_and_data(rng, examples=12)
    found = epoch(submission, parameters, data, batch_size=12)
    expected, _ = true_epoch(parameters, data, batch_size=12)
    hint = "The model gives scores before softmax. What does the loss function expect?"
    expect_weights(found, parameters, expected, Message("After one batch"), hint)


@train.check(points=2)
def steps_once_for_each_batch(submission, reference, rng):
    """Each batch has its own step, down the gradient of this batch alone."""
    parameters, data = model_and_data(rng, examples=20)
    found = epoch(submission, parameters, data, batch_size=5)
    expected, _ = true_epoch(parameters, data, batch_size=5)

    def excused():
        """Each single step is wrong in the same way, but the sequence of the steps is right."""
        state = parameters
        for start in range(0, 20, 5):
            batch = {name: values[start : start + 5] for name, values in data.items()}
            step = epoch(submission, state, batch, batch_size=5)
            state = {**state, "w": step["w"], "b": step["b"]}
        return alike(found, state) and not alike(state, expected)

    hint = "backward() adds to the gradients that are there. Where are the old ones cleared?"
    when = Message("After four batches")
    expect_weights(found, parameters, expected, when, hint, excused)


@train.check(points=2)
def trains_in_train_mode(submission, reference, rng):
    """The model is trained in train mode, even if it was in eval mode before."""
    parameters, data = model_and_data(rng, examples=12)
    found = epoch(submission, parameters, data, batch_size=12, mode="eval")
    expected, _ = true_epoch(parameters, data, batch_size=12)

    def excused():
        """The step is wrong, but the same for either mode before, and made in train mode."""
        plain = {**parameters, "factors": np.ones_like(parameters["factors"])}
        usual = epoch(submission, parameters, data, batch_size=12)
        without_mode = epoch(submission, plain, data, batch_size=12, mode="eval")
        same = alike(found, usual) and not alike(usual, expected)
        return same and not alike(found, without_mode)

    hint = "An earlier evaluation may have left the model in eval mode."
    when = Message("After one batch of a model in eval mode")
    expect_weights(found, parameters, expected, when, hint, excused)


@train.check(points=1)
def returns_the_mean_loss(submission, reference, rng):
    """The returned loss is the mean over all examples, each with the weights before its step."""
    parameters, data = model_and_data(rng, examples=20)
    hint = "Add up the losses of the examples, and divide by the number of examples."
    found = loss_of(epoch(submission, parameters, data, batch_size=5, rate=0.0))
    _, losses = true_epoch(parameters, data, batch_size=5, rate=0.0)
    expect_close(found, losses.mean(), "The mean loss of four batches", hint, rtol=RTOL)
    found = loss_of(epoch(submission, parameters, data, batch_size=20))
    hint = "The loss of a batch is computed with the weights before its step."
    expect_close(found, losses.mean(), "The loss of a single batch", hint, rtol=RTOL)


@train.check(points=1, after=returns_the_mean_loss, hidden=True)
def averages_over_examples(submission, reference, rng):
    """In the mean loss, each example of a shorter last batch counts as much as any other."""
    parameters, data = model_and_data(rng, examples=23, inputs=9, classes=5)
    # The last two examples are far from their class, so that their weight shows.
    scores = data["x"][-2:] * parameters["factors"] @ parameters["w"].T + parameters["b"]
    data["x"][-2:] *= 3
    data["y"][-2:] = scores.argmin(axis=1)
    found = loss_of(epoch(submission, parameters, data, batch_size=7, rate=0.0))
    _, losses = true_epoch(parameters, data, batch_size=7, rate=0.0)
    hint = "The mean of the batch means is not the mean of the examples."
    expect_close(found, losses.mean(), "With a short last batch, the loss", hint, rtol=RTOL)


@train.check(points=1, hidden=True)
def returns_a_plain_number(submission, reference, rng):
    """The returned loss is a plain number, which keeps nothing for a backward pass."""
    parameters, data = model_and_data(rng, examples=8)
    found = epoch(submission, parameters, data, batch_size=4)
    loss_of(found)
    expect_called(found)
    message = "The returned loss is a tensor that can be differentiated."
    hint = "Such a tensor keeps all activations of the epoch in memory. item() gives the number."
    expect(found.get("holds_a_graph") is False, message, hint)
