"""Caches to judge a backward pass by: the documented one, and that of the submission's own form.

The backward pass is right when it is right for one of them, so it does not matter whether the
forward pass works, is that of another net, or drops nothing.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from common import NAMES, cache_given, near, net, numbers
from common_layout import layout_of
from common_pass import Passes

from autograder import Failed, Message, expect, expect_array, kind_of, listed

PARAMETERS = ("W3", "b3", "W2", "b2", "W1", "b1")
ALL = tuple(f"d{name}" for name in PARAMETERS)
CHAIN = ("dZ3", "dA2", "dZ2", "dA1", "dZ1")
KINDS = (bool, np.int64, float)  # of masks; code may need one of them


@dataclass(frozen=True)
class Question:
    """One call of a backward pass: what is handed over, and the gradients that are right for it.

    Attributes:
        submission: who is asked.
        X, Y, keep_prob: arguments.
        cache: the cache that is handed over.
        true: the same in the documented form, with masks True and False.
        times: by what the kept units of each layer were multiplied.
    """

    submission: Any
    X: Any
    Y: Any
    keep_prob: float
    cache: Any
    true: tuple
    times: tuple

    def answer(self, keys, keep_prob=None):
        """The gradients of these names that were given; see asked."""
        keep_prob = self.keep_prob if keep_prob is None else keep_prob
        function = self.submission.backward_propagation_with_dropout
        found = function(self.X, self.Y, self.cache, keep_prob)
        return asked(found, {key: value.shape for key, value in self.right().items()}, keys)

    def right(self):
        """All gradients, as they are right."""
        Z1, D1, A1, _, _, Z2, D2, A2, W2, _, _, A3, W3, _ = self.true
        dZ3 = A3 - self.Y
        dA2 = (W3.T @ dZ3) * D2 * self.times[1]
        dZ2 = dA2 * (Z2 > 0)
        dA1 = (W2.T @ dZ2) * D1 * self.times[0]
        found = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dA1 * (Z1 > 0)}
        for layer, before in (("3", A2), ("2", A1), ("1", self.X)):
            found[f"dW{layer}"] = found[f"dZ{layer}"] @ before.T / self.X.shape[1]
            found[f"db{layer}"] = found[f"dZ{layer}"].sum(axis=1, keepdims=True) / self.X.shape[1]
        return found


def asked(found, shapes, keys):
    """Gradients as arrays of the right shapes; that of a bias may be a row, or of one axis.

    The gradient of a bias of another size is left out; is_right_at_any_width has its points.
    """
    message = Message("The gradients are a {kind}, not a dict.", kind=kind_of(found))
    expect(isinstance(found, dict), message)
    missing = [key for key in keys if key not in found]
    message = Message("There is no {missing} among the gradients.", missing=listed(missing))
    expect(not missing, message, observed=tuple(missing))
    arrays = {}
    for key in keys:
        value, shape = found[key], shapes[key]
        if key.startswith("db") and isinstance(value, np.ndarray) and value.shape != shape:
            if value.size != shape[0]:
                continue
            value = value.reshape(shape)
        arrays[key] = expect_array(value, shape, key).astype(float)
    return arrays


def problem(rng, *widths, examples, positive=False):
    """Inputs, labels and parameters; see net."""
    X, parameters = net(rng, *widths, examples=examples, positive=positive)
    Y = rng.integers(0, 2, (1, examples))
    if examples > 1:
        Y[0, :2] = 0, 1  # no batch of one class
    return X, Y, parameters


def drawn(rng, units, examples):
    """A mask of which about half is kept, and in each example at least one unit and not all."""
    mask = rng.random((units, examples)) < 0.5
    mask[0], mask[1] = True, False
    return rng.permuted(mask, axis=0)


def questions(submission, X, Y, parameters, kept, keep_prob, *, own=True, negated=()):
    """The same question with each cache that the submission may be made for, one by one.

    In these caches the signs of the negated Z are exchanged, for who inverts the slope of a relu.
    """
    times = (1 / keep_prob, 1 / keep_prob)
    true = cache_given(X, parameters, kept, times)
    given = tuple(-a if name in negated else a for name, a in zip(NAMES, true, strict=True))
    for dtype in KINDS:
        cache = tuple(
            array.astype(dtype) if name[0] == "D" else array
            for name, array in zip(NAMES, given, strict=True)
        )
        yield Question(submission, X, Y, keep_prob, cache, true, times)
    form = None
    with suppress(Failed):
        form = own_form(submission)
    if form is not None:
        yield Question(submission, X, Y, keep_prob, form.made(given, keep_prob), true, times)
    if own:
        yield from own_pass(submission, X, Y, parameters, keep_prob, negated)


def own_pass(submission, X, Y, parameters, keep_prob, negated=()):
    """The question with the cache of the submission's forward pass, if that is of the net.

    Masks that leave nothing of a gradient are no question: whatever comes back is right there.
    """
    passes = None
    with suppress(Failed):
        passes = Passes(submission)
    for _ in range(30 if passes else 0):  # in a small net all units may be kept
        with suppress(Failed):
            one = passes.run(X, parameters, keep_prob)
            if one.explained and (keep_prob == 1 or not any(mask.all() for mask in one.kept)):
                true = cache_given(X, parameters, one.kept, one.times)
                cache = with_signs_exchanged(one.cache, passes.layout, negated)
                question = Question(submission, X, Y, keep_prob, cache, true, one.times)
                if all(gradient.any() for gradient in question.right().values()):
                    yield question
                    return


def with_signs_exchanged(cache, layout, negated):
    """A cache with -Z for each Z that is negated; the same one where that cannot be made."""
    entries = cache.values() if isinstance(cache, dict) else cache
    if not negated or any(isinstance(entry, (tuple, list)) for entry in entries):
        return cache
    places = {layout.get(name) for name in negated}
    pairs = cache.items() if isinstance(cache, dict) else enumerate(cache)
    made = {at: -a if at in places and isinstance(a, np.ndarray) else a for at, a in pairs}
    return made if isinstance(cache, dict) else tuple(made.values())


def judge(compare, submission, *args, slopes=True, **more):
    """Fail as compare(question) does with the documented cache, unless it passes with another.

    With slopes it also passes who inverts the slope of a relu and does all else right.
    """
    first = None
    for question in questions(submission, *args, **more):
        try:
            return compare(question)
        except Failed as failed:
            first = first or failed
    negated = inverted(submission) if slopes else ()
    more = {**more, "negated": negated}
    for question in questions(submission, *args, **more) if negated else ():
        with suppress(Failed):
            return compare(question)
    raise first


def inverted(submission):
    """The Z at whose relu the gradient stops where it should pass, and passes where it should stop.

    That mistake is told by goes_back_through_linear_steps_and_relus, and has cost its points.
    """
    X, Y, parameters = problem(np.random.default_rng(24), 4, 9, 9, 1, examples=6)
    kept = (np.ones((9, 6), bool),) * 2
    for negated in ((), ("Z1", "Z2"), ("Z1",), ("Z2",)):  # a guessed mask shows in these alone
        for question in questions(submission, X, Y, parameters, kept, 1.0, negated=negated):
            with suppress(Failed):
                found = question.answer(CHAIN)
                held = dict(zip(NAMES, question.true, strict=True))
                given = {i: -held[i] if i in negated else held[i] for i in ("Z1", "Z2")}
                stopped = {i: found[f"dA{i[1]}"] * (Z <= 0) for i, Z in given.items()}
                layers = [i for i, dZ in stopped.items() if dZ.any() and near(found[f"d{i}"], dZ)]
                if layers:
                    return tuple(layers)
                break
    return ()


@dataclass(frozen=True)
class Form:
    """How a submission's own cache differs from the documented one.

    Attributes:
        layout: places by name; see layout_of.
        size: number of entries, None for a dict.
        mask: what a mask holds at a kept unit, "1" or "1 / keep_prob", and its dtype.
        dropped: whether a mask marks the units that were dropped.
        before: whether A is that before dropout.
    """

    layout: dict
    size: int | None
    mask: tuple
    dropped: bool
    before: bool

    def made(self, true, keep_prob):
        """The documented cache in this form."""
        value, dtype = self.mask
        held = dict(zip(NAMES, true, strict=True))
        for layer in (1, 2):
            D = held[f"D{layer}"]
            scale = 1 if value == "1" else 1 / keep_prob
            held[f"D{layer}"] = ((~D if self.dropped else D) * scale).astype(dtype)
            if self.before:
                held[f"A{layer}"] = np.maximum(held[f"Z{layer}"], 0)
        if self.size is None:
            return {place: held[name] for name, place in self.layout.items()}
        items = [None] * self.size
        for name, place in self.layout.items():
            items[place] = held[name]
        return tuple(items)


def own_form(submission):
    """The Form of the submission's caches; None where it is the documented one, or not flat."""
    X, parameters = net(np.random.default_rng(21), 4, 9, 9, 1, examples=13)
    layout = layout_of(submission)
    one = Passes(submission).run(X, parameters, 0.6)
    Z, D, A = (numbers(one.held.get(name), (9, 13)) for name in ("Z1", "D1", "A1"))
    if D is None:
        return None
    known = A is not None and Z is not None
    size = None if isinstance(one.cache, dict) else len(one.cache)
    if size is not None and any(isinstance(item, (tuple, list)) for item in one.cache):
        return None
    if size is not None and any(place >= size for place in layout.values()):
        return None
    dropped = known and A.any() and bool((D == 0).any()) and not A[D != 0].any()
    before = known and bool((D == 0).any()) and near(A, np.maximum(Z, 0))
    scaled = D.any() and near(D.max(), 1 / 0.6)
    mask = ("1 / keep_prob" if scaled else "1", one.held["D1"].dtype)
    return Form(layout, size, mask, dropped, before)
