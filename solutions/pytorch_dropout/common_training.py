"""The model of the probes of training.py in NumPy, and what its answers are read for.

It is a linear layer behind a shift and factors that act in train mode only.
"""

import numpy as np
from common import RTOL, losses_of

from autograder import Message, expect, expect_array, expect_number, kind_of

TRAIN_MODE = {"shift": 0.0, "factors": 1.0}  # what these are in a model without a mode


def model_and_data(rng, examples, inputs=6, classes=4):
    """Parameters of the model, and examples; in eval mode it is right on about two thirds."""
    parameters = {
        "w": rng.normal(0, 0.8, (classes, inputs)),
        "b": rng.normal(0, 0.5, classes),
        "shift": rng.normal(0, 1, inputs),
        "factors": rng.permutation(np.resize([0.0, -1.0, 2.0, 3.0], inputs)),
    }
    x = rng.normal(size=(examples, inputs))
    answers = true_scores(parameters, x, "eval").argmax(axis=1)
    wrong = rng.permutation(np.arange(examples) % 3 == 0)
    return parameters, {"x": x, "y": (answers + wrong) % classes}


def without_modes(parameters):
    """The same model without anything that acts in train mode only."""
    plain = {name: np.full_like(parameters[name], value) for name, value in TRAIN_MODE.items()}
    return {**parameters, **plain}


def inputs_of(parameters, x, mode):
    """What comes to the linear layer."""
    return (x + parameters["shift"]) * parameters["factors"] if mode == "train" else x


def true_scores(parameters, x, mode):
    return inputs_of(parameters, x, mode) @ parameters["w"].T + parameters["b"]


def true_result(parameters, data, mode="eval"):
    """Mean loss and accuracy."""
    scores, y = true_scores(parameters, data["x"], mode), data["y"]
    return losses_of(scores, y)[0].mean(), np.mean(scores.argmax(axis=1) == y)


def true_epoch(parameters, data, batch_size, rates, mode="train", decay=0.0):
    """Weights and bias after an epoch of gradient descent, and the loss of each example."""
    w, b = parameters["w"], parameters["b"]
    x = inputs_of(parameters, data["x"], mode)
    losses = []
    for start in range(0, len(x), batch_size):
        rows, y = x[start : start + batch_size], data["y"][start : start + batch_size]
        each, d = losses_of(rows @ w.T + b, y)  # (N,), (N, C)
        losses.append(each)
        steps = d.T @ rows + decay * w, d.sum(axis=0) + decay * b
        w, b = w - rates[0] * steps[0], b - rates[1] * steps[1]
    return {"w": w, "b": b}, np.concatenate(losses)


def batches_of(data, batch_size):
    """The batches of a loader that goes through the examples in order."""
    return [
        {name: values[start : start + batch_size] for name, values in data.items()}
        for start in range(0, len(data["y"]), batch_size)
    ]


def numbers_of(found, function):
    """The numbers among what a function returned, one at least."""
    numbers, kind = found.get("numbers"), found.get("kind")
    text = "{function} returns {kind}, and no number."
    kind = kind if isinstance(kind, str) else "value"
    returned = "None" if kind == "NoneType" else Message("a {kind}", kind=kind)
    message = Message(text, function=function, kind=returned)
    expect(isinstance(numbers, list) and len(numbers) > 0, message, observed=kind)
    return [expect_number(number, Message("A returned number")) for number in numbers]


def lists_of_numbers(found):
    """Numbers that were returned for each of several examples; no list where there are none."""
    found = found if isinstance(found, list) else []
    several = [one if isinstance(one, list) else [] for one in found]
    return [[expect_number(number, "A returned number") for number in one] for one in several]


def answer(submission, probe, *args):
    """The answer of a probe, a dict."""
    found = getattr(submission, probe)(*args)
    expect(isinstance(found, dict), Message("The answer is a {kind}.", kind=kind_of(found)))
    return found


def arrays_of(found, parameters):
    """The weights and biases in the answer of a probe, of the right shapes."""
    return {
        name: expect_array(found.get(name), parameters[name].shape, Message("The model's weights"))
        for name in ("w", "b")
    }


def alike(some, others):
    """Whether two models have the same weights and biases, up to rounding."""
    return all(np.allclose(some[name], others[name], rtol=1e-3, atol=1e-5) for name in ("w", "b"))


def close(some, others):
    """Whether two lists of numbers are the same, up to rounding."""
    return np.shape(some) == np.shape(others) and np.allclose(some, others, rtol=RTOL, atol=1e-7)
