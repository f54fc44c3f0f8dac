"""Nets for the checks of fc_net.py, and what a student's net makes of them, so that it is followed.

``p`` is the probability of KEEPING a unit.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product

import numpy as np
from common import testing, training

from autograder import (
    Failed,
    Message,
    expect,
    expect_array,
    expect_number,
    is_rate,
    kind_of,
    listed,
)
from reglab.layers import softmax_loss

RTOL = 1e-5  # leaves room for single precision and for a small number inside a logarithm
EXAMPLES = 10  # of a batch; a multiple of 5, as the stand-in for the dropout layer wants it
PATTERN = np.array([1.5, 0.0, 2.0, 1.0, 0.0])  # that of the stand-in

PLACES = {  # of dropout in a net of L layers; 0 are the inputs, L the scores
    "after each relu": lambda place, L: 0 < place < L,
    "nowhere": lambda place, L: False,
    "after the first relu": lambda place, L: 0 < place == 1 < L,
    "after the last relu": lambda place, L: 0 < place == L - 1,
    "after each layer": lambda place, L: place > 0,
    "on the inputs and after each relu": lambda place, L: place < L,
    "before each hidden layer": lambda place, L: place < L - 1,
}


def small_net(rng, *widths):
    """Parameters of a net; its biases are large enough to matter."""
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(widths), start=1):
        params[f"W{layer}"] = rng.standard_normal((inputs, outputs)) / np.sqrt(inputs)
        params[f"b{layer}"] = 0.3 * rng.standard_normal(outputs)
    return params


def batch(rng, inputs, classes, examples=EXAMPLES):
    return rng.standard_normal((examples, inputs)), rng.integers(classes, size=examples)


@cache
def pattern(shape, p):
    """The factors by which the stand-in for the dropout layer multiplies."""
    return PATTERN[np.indices(shape).sum(axis=0) % 5] * (0.6 / p)


def net_given(masks, params, X, y, relu_last=False, relu=True, carried=1):
    """Scores, loss and gradients of a net whose values are multiplied by masks.

    Args:
        masks: the factors by their place: 0 are the inputs, 1 the first relu, and so on.
        params: as fc_net_loss takes them.
        X: inputs, shape (N, D).
        y: labels.
        relu_last: whether a relu follows the last layer too.
        relu: whether relus follow the other layers.
        carried: how often the gradients are multiplied by the masks.
    """
    depth = len(params) // 2
    inputs, slopes = [X * masks.get(0, 1.0)], {}
    for layer in range(1, depth + 1):
        a = inputs[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
        mask, bent = masks.get(layer, 1.0), relu_last if layer == depth else relu
        slope = (a > 0) if bent else 1.0
        slopes[layer] = slope * mask**carried
        inputs.append(a * slope * mask)
    loss, d = softmax_loss(inputs[-1], y)
    grads = {}
    for layer in range(depth, 0, -1):
        d = d * slopes[layer]
        grads |= {f"W{layer}": inputs[layer - 1].T @ d, f"b{layer}": d.sum(axis=0)}
        d = d @ params[f"W{layer}"].T
    return inputs[-1], loss, grads


@dataclass(frozen=True)
class Habits:
    """What a net does otherwise than it should, where that costs points of its own.

    Attributes:
        relu: whether relus follow the hidden layers.
        relu_last: whether a relu follows the last layer too.
        always: whether it drops in test mode too.
        loss_summed, grads_summed: whether they are those of the sum over the batch.
        place: of dropout in train mode: a key of PLACES.
        place_in_test: the same in test mode, where it always drops.
        turned: whether the dropout layers get 1 - p.
        carried: how often its gradients pass back through dropout, as far as test mode shows it.
        loss, grads: whether its loss and its gradients in test mode are explained by this.
        dropped: whether what it does in train mode is.
    """

    relu: bool = True
    relu_last: bool = False
    always: bool = False
    loss_summed: bool = False
    grads_summed: bool = False
    place: str = "after each relu"
    place_in_test: str = place
    turned: bool = False
    carried: int = 1
    loss: bool = False
    grads: bool = False
    dropped: bool = False

    def net(self, params, X, y, dropout_param):
        """Scores, loss and gradients of a net with these habits."""
        masks, trains = {}, dropout_param["mode"] == "train"
        if self.always or trains:
            p = 1 - dropout_param["p"] if self.turned else dropout_param["p"]
            depth = len(params) // 2
            sizes = [X.shape[1], *(len(params[f"b{layer}"]) for layer in range(1, depth + 1))]
            masks = {
                place: pattern((len(X), size), p)
                for place, size in enumerate(sizes)
                if PLACES[self.place if trains else self.place_in_test](place, depth)
            }
        scores, loss, grads = net_given(
            masks, params, X, y, self.relu_last, self.relu, self.carried
        )
        if self.grads_summed:
            grads = {key: value * len(X) for key, value in grads.items()}
        return scores, loss * len(X) if self.loss_summed else loss, grads


def habits_of(submission, rng):
    """The habits of a net, by its loss, its gradients and its scores."""
    params, (X, y) = small_net(rng, 6, 20, 30, 5), batch(rng, 6, 5)
    loss, grads = answer_of(submission, params, X, y, testing(0.7))
    trained, _ = answer_of(submission, params, X, y, training(0.7))
    known, either = Habits(), (False, True)
    for one in _of_losses():
        if close(loss, one.net(params, X, y, testing(0.7))[1]):
            known = one
            break
    for carried, summed in product((1, 0, 2) if known.always else (1,), either):
        one = replace(known, grads_summed=summed, carried=carried, grads=True)
        if all_close(grads, one.net(params, X, y, testing(0.7))[2]):
            known = one
            break
    scores = None if known.loss else scores_of(submission, params, X, training(0.7))
    for place, turned in product(PLACES, either):
        one = replace(known, place=place, turned=turned, dropped=True)
        right, mean, _ = one.net(params, X, y, training(0.7))
        if close(trained, mean) or close(scores, right):
            return one
    return known


@cache
def _of_losses():
    """The habits that a loss in test mode may have come from, the right ones first."""
    either = (False, True)
    drops = [(Habits.place, False, False), *product(PLACES, either, (True,))]
    return [
        Habits(
            relu, last, always, summed, place=place, place_in_test=place, turned=turned, loss=True
        )
        for (place, turned, always), relu, last, summed in product(
            drops, (True, False), either, either
        )
    ]


def close(found, true):
    """Whether a value is what is expected; None is not."""
    return found is not None and bool(np.allclose(found, true, rtol=RTOL, atol=0))


def all_close(found, true):
    """Whether all gradients are there and what is expected."""
    return all(
        key in found and np.allclose(found[key], value, rtol=0, atol=RTOL * np.abs(value).max())
        for key, value in true.items()
    )


def scores_of(submission, params, X, dropout_param):
    """Its scores, or None where it gives none."""
    try:
        scores = submission.fc_net_loss(params, X, None, dropout_param, 0.0)
        return expect_array(scores, (len(X), _classes(params)), "scores").astype(float)
    except Failed:
        return None


def _classes(params):
    return len(params[f"b{len(params) // 2}"])


def answer_of(submission, params, X, y, dropout_param):
    """Its loss or None, and those gradients that are arrays."""
    try:
        returned = pair(submission.fc_net_loss(params, X, y, dropout_param, 0.0))
    except Failed:
        return None, {}
    loss, grads = returned
    try:
        loss = expect_number(loss, "The loss")
    except Failed:
        loss = None
    arrays = {}
    for key, value in params.items() if isinstance(grads, dict) else ():
        try:
            arrays[key] = as_gradient(grads.get(key), value, key)
        except Failed:
            continue
    return loss, arrays


def pair(returned):
    """The loss and the gradients, which must be two values."""
    two = isinstance(returned, (tuple, list)) and len(returned) == 2
    expect(two, "fc_net_loss did not return (loss, grads) for labels y.")
    return returned


def loss_of(submission, params, X, y, dropout_param, reg):
    """The loss that fc_net_loss returns, as a number."""
    return read_loss(submission.fc_net_loss(params, X, y, dropout_param, reg))


def read_loss(returned):
    """The same, of what fc_net_loss returned."""
    loss, _ = pair(returned)
    order = "Return (loss, grads), in this order."
    expect(not isinstance(loss, dict), "The loss is a dict.", order)
    return expect_number(loss, "The loss")


def gradients_of(submission, params, X, y, dropout_param, reg):
    """Its gradients, each of the shape of its parameter; another shape costs points elsewhere."""
    return read_gradients(params, submission.fc_net_loss(params, X, y, dropout_param, reg))


def read_gradients(params, returned):
    """The same, of what fc_net_loss returned."""
    grads = a_dict(pair(returned)[1])
    missing = [key for key in params if key not in grads]
    message = Message("grads has no {missing}.", missing=listed(missing))
    expect(not missing, message, "It has the keys of params.")
    return {key: as_gradient(grads[key], value, key) for key, value in params.items()}


def as_gradient(found, value, key):
    if isinstance(found, np.ndarray) and found.size == value.size and found.shape != value.shape:
        without = [n for n in found.shape if n > 1]
        if without == [n for n in value.shape if n > 1]:
            found = found.reshape(value.shape)
    what = Message("The gradient of {key}", key=key)
    return expect_array(found, value.shape, what).astype(float)


def a_dict(grads):
    message = Message("grads is a {kind}, not a dict.", kind=kind_of(grads))
    expect(isinstance(grads, dict), message)
    return grads


def expect_an_answer(submission, rng, params):
    """Fail unless the gradients depend on the batch, and on nothing else: else there are none."""
    batches = [batch(rng, len(params["W1"]), _classes(params)) for _ in range(2)]
    found = [
        gradients_of(submission, params, X, y, testing(0.5), 0.0) for X, y in (*batches, batches[0])
    ]
    for key in params:
        first, other, again = (grads[key] for grads in found)
        depends = np.array_equal(first, again) and not np.array_equal(first, other)
        message = Message("The gradient of {key} does not come from the batch.", key=key)
        expect(depends, message, observed="no gradient")


def masks_of_its_own(params, x, grads, p):
    """The masks of inverted dropout that a net drew for one example, or None if it drew none.

    For one example the gradient of W is the outer product of its input and the gradient of b,
    which gives away what each layer received.
    """
    masks = {}
    for layer in (1, 2):
        r = np.maximum(0, x @ params[f"W{layer}"] + params[f"b{layer}"])[0]  # (H,)
        db = grads[f"b{layer + 1}"]
        received = grads[f"W{layer + 1}"] @ db / max(db @ db, 1e-300)  # (H,)
        kept = (received > r / p / 2) & (r > 0)
        if not np.allclose(received, kept * r / p, rtol=0, atol=1e-5 * r.max() / p):
            return None
        if not is_rate(kept[r > 0], p):
            return None
        masks[layer] = kept / p
        x = (r * masks[layer])[None]
    return masks
