"""What several files of checks need: nets, inputs, and what a forward pass gave."""

from itertools import pairwise

import numpy as np

from autograder import Measured, expect, expect_array, kind_of


def small_net(rng, *widths):
    """Parameters of a net in which relu silences some units of every layer, but not all."""
    parameters = {}
    for layer, (inputs, units) in enumerate(pairwise(widths), start=1):
        parameters[f"W{layer}"] = rng.normal(0.3, 1, (units, inputs)) / np.sqrt(inputs)
        parameters[f"b{layer}"] = rng.uniform(0.1, 0.5, (units, 1))
    return parameters


def positive_net(rng, *widths):
    """Parameters of a net in which relu silences nobody, so that each 0 is a dropped unit."""
    return {
        name: np.abs(value) + 0.1 * (name[0] == "b")
        for name, value in small_net(rng, *widths).items()
    }


def inputs(rng, n, m):
    """Inputs without zeros."""
    return rng.uniform(0.5, 2.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m))


def passed(submission, X, parameters, keep_probs, *seed):
    """AL and the activations of one forward pass, all of the right shapes."""
    return expect_pass(
        submission.forward_with_keep_probs(X, parameters, keep_probs, *seed), X, parameters
    )


def expect_pass(returned, X, parameters):
    AL, activations = returned
    layers, m = len(parameters) // 2, X.shape[1]
    AL = expect_array(AL, (len(parameters[f"b{layers}"]), m), "AL").astype(float)
    a_list = isinstance(activations, (list, tuple))
    expect(a_list, f"activations is a {kind_of(activations)}, not a list.")
    expect(
        len(activations) == layers,
        f"There are {len(activations)} activations, expected {layers}: A0, ..., A{layers - 1}.",
        "The input after its dropout is A0. The output is not among them, it is AL.",
    )
    shapes = [X.shape] + [(len(parameters[f"b{layer}"]), m) for layer in range(1, layers)]
    return AL, [
        expect_array(A, shape, f"A{layer}").astype(float)
        for layer, (A, shape) in enumerate(zip(activations, shapes, strict=True))
    ]


def undropped(X, parameters, activations):
    """What each layer has before its own dropout, given what the layer below passed on."""
    return [X] + [
        np.maximum(0, parameters[f"W{layer}"] @ below + parameters[f"b{layer}"])
        for layer, below in enumerate(activations[:-1], start=1)
    ]


def scores_of(parameters, below):
    layers = len(parameters) // 2
    return parameters[f"W{layers}"] @ below + parameters[f"b{layers}"]


def kept_and_factor(A, before):
    """For comparing misconceptions: the share of active units kept, and what multiplies them."""
    active = np.abs(before) > 1e-9
    kept = active & (A != 0)
    share = Measured(float(np.mean(kept[active])), 0.05)
    return share, rough(A[kept] / before[kept])


def rough(values):
    """The one value of an array, for comparing misconceptions; "uneven" when they differ."""
    if values.size == 0:
        return "none"
    even = np.ptp(values) <= 1e-4 * abs(np.median(values))
    return Measured(float(np.median(values)), 1e-3) if even else "uneven"
