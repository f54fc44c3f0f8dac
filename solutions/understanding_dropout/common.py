"""Helpers of several files of checks: nets, inputs, and the results of a forward pass."""

from itertools import pairwise

import numpy as np

from autograder import Measured, Message, expect, expect_array, kind_of


def small_net(rng, *widths):
    """Parameters of a net in which relu sets some units of every layer to 0, but not all."""
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.normal(0.3, 1, (units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, (units, 1))
    return parameters


def positive_net(rng, *widths):
    """Parameters of a net in which relu sets no unit to 0, so that each 0 is a dropped unit."""
    return {
        name: np.abs(value) + 0.1 * (name[0] == "b")
        for name, value in small_net(rng, *widths).items()
    }


def inputs(rng, n, m):
    """Inputs without zeros."""
    return rng.uniform(0.5, 2.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m))


def passed(submission, X, parameters, keep_probs, *seed):
    """AL and the activations of one forward pass, all of the right shapes."""
    AL, activations = submission.forward_with_keep_probs(X, parameters, keep_probs, *seed)
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


def undropped(X, parameters, activations):
    """The activations of each layer before its own dropout, given those of the layer below."""
    return [X] + [
        np.maximum(0, parameters[f"W{layer}"] @ below + parameters[f"b{layer}"])
        for layer, below in enumerate(activations[:-1], start=1)
    ]


def scores_of(parameters, below):
    layers = len(parameters) // 2
    return parameters[f"W{layers}"] @ below + parameters[f"b{layers}"]


def kept_and_factor(A, before):
    """The share of active units kept, and their factor, to tell misconceptions apart."""
    active = np.abs(before) > 1e-9
    kept = active & (A != 0)
    share = Measured(float(np.mean(kept[active])), 0.05)
    return share, rough(A[kept] / before[kept])


def rough(values):
    """The one value of an array, or "uneven" when they differ, to tell misconceptions apart."""
    if values.size == 0:
        return "none"
    even = np.ptp(values) <= 1e-4 * abs(np.median(values))
    return Measured(float(np.median(values)), 1e-3) if even else "uneven"
