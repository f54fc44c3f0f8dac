"""Helpers of several files of checks: nets, inputs, and the results of a forward pass."""

from itertools import pairwise

import numpy as np

from autograder import Message, expect, expect_array, kind_of


def small_net(rng, *widths):
    """Parameters of a net in which relu sets some units of every layer to 0, but not all."""
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.normal(0.3, 1, (units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, (units, 1))
    return parameters


def square_net(rng, width, layers):
    """Parameters of a net of equally wide layers, in which relu sets no unit to 0.

    Each 0 is a dropped unit then, and what a layer got can be computed from what it made of it:
    the matrices are positive, and have an inverse. No biases, which are asked for elsewhere.
    """
    parameters = {}
    for layer in range(1, layers + 1):
        mixed = rng.uniform(0.2, 0.6, (width, width)) / width
        strength = 0.3 if layer == layers else 1.0  # so that sigmoid keeps its digits
        parameters[f"W{layer}"] = strength * (0.6 * np.eye(width) + mixed)
        parameters[f"b{layer}"] = np.zeros((width, 1))
    return parameters


def inputs(rng, n, m):
    """Inputs without zeros."""
    return rng.uniform(0.5, 2.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m))


def passed(submission, X, parameters, keep_probs, *seed):
    """AL and the activations of one forward pass, all of the right shapes."""
    answer = submission.forward_with_keep_probs(X, parameters, keep_probs, *seed)
    return expect_answer(answer, X, parameters)


def expect_answer(answer, X, parameters):
    """AL and the activations that a forward pass returned, all of the right shapes."""
    AL, activations = answer
    layers, m = len(parameters) // 2, X.shape[1]
    AL = expect_array(AL, (len(parameters[f"b{layers}"]), m), "AL").astype(float)
    a_list = isinstance(activations, (list, tuple))
    message = Message("activations is a {kind}, not a list.", kind=kind_of(activations))
    expect(a_list, message)
    text = "There are {found} activations, expected {layers}: A0, ..., A{last}."
    message = Message(text, found=len(activations), layers=layers, last=layers - 1)
    hint = "A0 is the input after its dropout. The output is AL, and it is not in the list."
    expect(len(activations) == layers, message, hint)
    shapes = [X.shape] + [(len(parameters[f"b{layer}"]), m) for layer in range(1, layers)]
    return AL, [
        expect_array(A, shape, Message("A{layer}", layer=layer)).astype(float)
        for layer, (A, shape) in enumerate(zip(activations, shapes, strict=True))
    ]


def linear_relu(below, W, b):
    """A hidden layer, as it should be."""
    return np.maximum(0, W @ below + b)


HIDDEN = (  # a hidden layer, as it should be, without its relu, and without its biases
    linear_relu,
    lambda below, W, b: W @ below + b,
    lambda below, W, b: np.maximum(0, W @ below),
)


def undropped(X, parameters, activations, hidden=linear_relu):
    """The activations of each layer before its own dropout, given those of the layer below."""
    return [X] + [
        hidden(below, parameters[f"W{layer}"], parameters[f"b{layer}"])
        for layer, below in enumerate(activations[:-1], start=1)
    ]


def whole_net(X, parameters, hidden=linear_relu):
    """The activations of each layer with dropout off."""
    activations = [X]
    for layer in range(1, len(parameters) // 2):
        activations.append(undropped(X, parameters, [*activations, None], hidden)[layer])
    return activations


def last_hidden(X, parameters, activations):
    """What the output may have been computed from: the right one first.

    Whether it is that, and what the hidden layers are, costs points elsewhere.
    """
    yield activations[-1]
    for hidden in HIDDEN:
        yield undropped(X, parameters, activations, hidden)[-1]
        yield whole_net(X, parameters, hidden)[-1]


def scores_of(parameters, below):
    layers = len(parameters) // 2
    return parameters[f"W{layers}"] @ below + parameters[f"b{layers}"]
