"""What is asked of train_one_epoch, most basic first.

The model is the probes': a linear layer behind factors that act in train mode only. What an epoch
does to it is computed here in NumPy.
"""

import numpy as np

from autograder import Exercise, expect, expect_array, expect_close, kind_of

train = Exercise("train_one_epoch", module="training", needs=("torch",))

RTOL = 1e-4  # the model computes in single precision
RATE = 0.3  # of learning


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
        scores = rows @ w.T + b  # (N, C)
        chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        losses.append(-np.log(chances[np.arange(len(y)), y]))
        d = (chances - np.eye(len(b))[y]) / len(y)
        w, b = w - rate * d.T @ rows, b - rate * d.sum(axis=0)
    return {"w": w, "b": b}, np.concatenate(losses)


def epoch(submission, parameters, data, batch_size, mode="train", rate=RATE):
    """What the probe says of an epoch: a dict, its weights and bias looked at."""
    found = submission.an_epoch(data, parameters, mode, batch_size, rate)
    expect(isinstance(found, dict), f"An epoch gave a {kind_of(found)}.")
    for name in ("w", "b"):
        expect_array(found.get(name), parameters[name].shape, f"The model's {name}")
    return found


def expect_weights(found, parameters, expected, when, hint, excused=lambda: False):
    """The weights are what they should be, or what follows from a mistake made elsewhere."""
    about = (when, bool(found.get("has_gradient")), str(found.get("flags")))
    moved = not np.allclose(found["w"], parameters["w"], rtol=1e-6)
    message = f"{when}, the weights are what they were before."
    order = "Each batch needs a backward pass, and then a step, in this order."
    expect(moved, message, order, observed=about)
    if not alike(found, expected) and excused():
        return
    for name, what in (("w", "the weights"), ("b", "the biases")):
        step, true = (some[name] - parameters[name] for some in (found, expected))
        what = f"{when}, what was added to {what}"
        expect_close(step, true, what, hint, rtol=10 * RTOL, observed=(about, step))


def alike(some, others):
    return all(np.allclose(some[name], others[name], rtol=1e-3, atol=1e-5) for name in ("w", "b"))


def loss_of(found):
    """The returned loss, as a number."""
    return float(expect_array(found.get("returned"), (), "What train_one_epoch returns"))


@train.check(points=2)
def takes_a_step_for_a_batch(submission, reference, rng):
    """A batch moves the weights by one step of the optimizer down its mean cross-entropy."""
    parameters, data = model_and_data(rng, examples=12)
    found = epoch(submission, parameters, data, batch_size=12)
    expected, _ = true_epoch(parameters, data, batch_size=12)
    hint = "The model gives scores before softmax. What does the loss function expect?"
    expect_weights(found, parameters, expected, "After one batch", hint)


@train.check(points=2)
def steps_once_for_each_batch(submission, reference, rng):
    """Each batch has its own step, down its own gradient and nobody else's."""
    parameters, data = model_and_data(rng, examples=20)
    found = epoch(submission, parameters, data, batch_size=5)
    expected, _ = true_epoch(parameters, data, batch_size=5)

    def excused():
        """Each single step is wrong, but they follow each other as they should."""
        state = parameters
        for start in range(0, 20, 5):
            batch = {name: values[start : start + 5] for name, values in data.items()}
            step = epoch(submission, state, batch, batch_size=5)
            state = {**state, "w": step["w"], "b": step["b"]}
        return alike(found, state) and not alike(state, expected)

    hint = "backward adds to the gradients that are there. Who takes the old ones away, and when?"
    expect_weights(found, parameters, expected, "After four batches", hint, excused)


@train.check(points=2)
def trains_in_train_mode(submission, reference, rng):
    """The model is in train mode while it is trained, also when it came in eval mode."""
    parameters, data = model_and_data(rng, examples=12)
    found = epoch(submission, parameters, data, batch_size=12, mode="eval")
    expected, _ = true_epoch(parameters, data, batch_size=12)

    def excused():
        """The step is wrong, but it is the same whatever the mode was, and train mode shows."""
        plain = {**parameters, "factors": np.ones_like(parameters["factors"])}
        usual = epoch(submission, parameters, data, batch_size=12)
        without_mode = epoch(submission, plain, data, batch_size=12, mode="eval")
        same = alike(found, usual) and not alike(usual, expected)
        return same and not alike(found, without_mode)

    hint = "An evaluation before may have left the model in eval mode."
    when = "After one batch of a model in eval mode"
    expect_weights(found, parameters, expected, when, hint, excused)


@train.check(points=1)
def returns_the_mean_loss(submission, reference, rng):
    """The loss that is returned is the mean of all examples' losses, each before its step."""
    parameters, data = model_and_data(rng, examples=20)
    hint = "Add up the losses of the examples, and divide by how many there were."
    found = loss_of(epoch(submission, parameters, data, batch_size=5, rate=0.0))
    _, losses = true_epoch(parameters, data, batch_size=5, rate=0.0)
    expect_close(found, losses.mean(), "The mean loss of four batches", hint, rtol=RTOL)
    found = loss_of(epoch(submission, parameters, data, batch_size=20))
    hint = "A batch's loss is that of the weights from which its step started."
    expect_close(found, losses.mean(), "The loss of a single batch", hint, rtol=RTOL)


@train.check(points=1, after=returns_the_mean_loss, hidden=True)
def averages_over_examples(submission, reference, rng):
    """An example of a shorter last batch counts as much as any other in the mean loss."""
    parameters, data = model_and_data(rng, examples=23, inputs=9, classes=5)
    # The last two examples are far from their class, so that their weight shows.
    scores = data["x"][-2:] * parameters["factors"] @ parameters["w"].T + parameters["b"]
    data["x"][-2:] *= 3
    data["y"][-2:] = scores.argmin(axis=1)
    found = loss_of(epoch(submission, parameters, data, batch_size=7, rate=0.0))
    _, losses = true_epoch(parameters, data, batch_size=7, rate=0.0)
    hint = "The mean of the batches' means is not the mean of the examples."
    expect_close(found, losses.mean(), "With a short last batch, the loss", hint, rtol=RTOL)


@train.check(points=1, hidden=True)
def returns_a_plain_number(submission, reference, rng):
    """What is returned is a number and keeps nothing for a backward pass."""
    parameters, data = model_and_data(rng, examples=8)
    found = epoch(submission, parameters, data, batch_size=4)
    loss_of(found)
    expect(bool(found.get("flags")), "The model was never called.", "Go through the batches.")
    message = "What is returned is a tensor that can be differentiated."
    hint = "It holds on to every activation of the epoch. item() gives the number alone."
    expect(found.get("holds_a_graph") is False, message, hint)
