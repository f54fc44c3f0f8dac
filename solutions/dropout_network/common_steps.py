"""The steps around the dropout: which of them is wrong in a forward pass, and what it is."""

import numpy as np
from common import RTOL, cache_given, near, numbers, sigmoid
from common_pass import links

from autograder import Message, constant, expect_array, expect_close

HINT = "LINEAR, RELU, DROPOUT, LINEAR, RELU, DROPOUT, LINEAR, SIGMOID: nothing more, nothing less."
RULES = {
    "Z1": "W1 X + b1",
    "Z2": "W2 A1 + b2, with the A1 of the cache",
    "Z3": "W3 A2 + b3, with the A2 of the cache",
    "A1": "relu(Z1) after dropout",
    "A2": "relu(Z2) after dropout",
    "A3": "the sigmoid of Z3",
}


def expect_right_steps(passes):
    """Fail at the first step of these passes that is not that of the net.

    A pass whose A3 is that of the net is right, whatever its cache holds.
    """
    wrong = [one for one in passes if not one.explained]
    if not wrong:
        return
    seen = tuple(what_is_wrong(one) for one in passes)
    for one in wrong:
        expect_array(one.A3, (1, one.X.shape[1]), "A3")
        for name, found, true in links(one):
            if not near(found, true):
                text = "With keep_prob = {keep_prob}, {name} is not {rule}: it"
                rule = Message(RULES[name])
                what = Message(text, keep_prob=one.keep_prob, name=name, rule=rule)
                expect_close(found, true, what, HINT, rtol=RTOL, observed=seen)
        if any(isinstance(times, str) for times in one.times) and len(links(one)) == len(RULES):
            continue
        times = [t if isinstance(t, float) else 1 / one.keep_prob for t in one.times]
        true = cache_given(one.X, one.parameters, one.kept, times)[11]
        text = "With keep_prob = {keep_prob}, A3 does not follow from the cache: it"
        what = Message(text, keep_prob=one.keep_prob)
        expect_close(one.A3, true, what, HINT, rtol=RTOL, observed=seen)


def what_is_wrong(one):
    """For each wrong step of a pass its name and a description that does not depend on chance."""
    return tuple(
        (name, *description(one, name, found, true))
        for name, found, true in links(one)
        if not near(found, true)
    )


def description(one, name, found, true):
    """In what a step is wrong: what is added or dropped, or else the values themselves."""
    layer = int(name[1])
    if name[0] == "Z":
        rest = found - true
        if np.ptp(rest, axis=1).max() <= RTOL * np.abs(found).max():
            return ("a column is added", rest[:, 0])
        dropped = dropped_inputs(one, layer, found)
        if dropped is not None:
            return ("the input is dropped", constant(dropped[dropped != 0]))
    shape = found.shape
    Z = numbers(one.held.get(f"Z{layer}"), shape)
    if name[0] == "A" and Z is not None:
        mask = found != 0
        plain = sigmoid(Z) if layer == 3 else np.maximum(Z, 0)
        where = mask & (plain > 0)
        if not mask.all() and constant(found[where] / plain[where]) != "uneven":
            return ("dropped", constant(found[where] / plain[where]))
    return ("values", found) if one.keep_prob == 1 else ("values",)


def dropped_inputs(one, layer, Z):
    """What was multiplied with the elements of X before the first layer, where that shows."""
    W, b = one.parameters[f"W{layer}"], one.parameters[f"b{layer}"]
    if layer > 1 or len(W) < W.shape[1]:
        return None
    given = np.linalg.lstsq(W, Z - b, rcond=None)[0]
    ratio = np.where(np.abs(given) > 1e-9, given / one.X, 0)
    return ratio if near(W @ given + b, Z) and not ratio.all() and ratio.any() else None
