"""One forward pass of a submission: which units it kept, by what it multiplied them, and the rest.

All of it is read from what the pass did, so that a mistake in one line leaves the others to be
judged: the units from what the next layer was given, the factor of a layer from its own Z.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import isclose
from typing import Any

import numpy as np
from common import RTOL, cache_given, near, net, numbers, sigmoid
from common_layout import entries, layout_of

from autograder import Failed, Message, constant, expect, kind_of

ACTIVATIONS = (  # the relu, and what may stand in its place
    lambda Z: np.maximum(Z, 0),
    lambda Z: Z,
    np.tanh,
    sigmoid,
    lambda Z: np.where(Z > 0, Z, 0.01 * Z),
    lambda Z: np.logaddexp(0, Z),
)
BY_SHARE = "by the share kept"
VAGUE = {"one for each example": 1, "one for each unit": 1, "uneven": 2}
NO_DROPOUT = "No call keeps some units and drops others, so nothing is to be seen of dropout."
MOST = 40  # calls, of which each may toss a single coin for a layer
CACHE_LINE = "Do not change the line of the skeleton that makes the cache."


@dataclass(frozen=True)
class Pass:
    """A forward pass.

    Attributes:
        X, parameters, keep_prob: what was given.
        A3, cache: what came back.
        held: the entries of the cache by name, as far as its layout tells.
        possible: what may be the units of each hidden layer that were kept; see possible_masks.
    """

    X: Any
    parameters: Any
    keep_prob: float
    A3: Any
    cache: Any
    held: Any
    possible: tuple

    @property
    def kept(self):
        """The units of each hidden layer that were kept, bool arrays."""
        if all(len(masks) == 1 for masks in self.possible):
            return tuple(masks[0] for masks in self.possible)
        return self._likeliest[0]

    @property
    def times(self):
        """By what those of each hidden layer were multiplied.

        A number, a word where they were multiplied by several, None where it does not show.
        """
        return self._likeliest[1]

    @property
    def explained(self):
        """True if A3 is that of the net with these units and factors."""
        return self._likeliest[2]

    @cached_property
    def _likeliest(self):
        """Units, factors, and whether they explain A3: the first that do, or just the first."""
        output, first = numbers(self.A3, (1, self.X.shape[1])), None
        for kept in product(*self.possible):
            shown = tuple(factor(self, kept, layer) for layer in (1, 2))
            first = first or (kept, shown)
            pairs = zip(first[1], shown, strict=True)
            shown = tuple(BY_SHARE if one == BY_SHARE else other for one, other in pairs)
            for times in product(*(usual_factors(self.keep_prob, one) for one in shown)):
                true = cache_given(self.X, self.parameters, kept, times)[11]
                if output is not None and near(output, true):
                    return kept, times, True
        return (*first, False)


class Passes:
    """Makes forward passes of a submission, whose cache is read by its own layout.

    Attributes:
        layout: of the cache; see layout_of.
    """

    def __init__(self, submission):
        self._submission, self.layout = submission, layout_of(submission)

    def run(self, X, parameters, *more):
        """One pass; more is keep_prob, if it is given, and the seed."""
        A3, cache = self._submission.forward_propagation_with_dropout(X, parameters, *more)
        keep_prob = more[0] if more else 0.5
        held = entries(cache, self.layout)
        possible = tuple(possible_masks(X, parameters, cache, held, layer) for layer in (1, 2))
        return Pass(X, parameters, keep_prob, A3, cache, held, possible)

    def several(self, X, parameters, least, given):
        """Passes; more of them than least where a layer was kept or dropped as a whole in all.

        What is given to each behind X and parameters stands in an iterable, which ends it.
        """
        found = []
        for more in given:
            found.append(self.run(X, parameters, *more))
            if len(found) < least:
                continue
            if all(map(is_mixed, zip(*(one.kept for one in found), strict=True))):
                break
        return found

    def telling(self, X, parameters, keep_prob):
        """A pass in which something comes through each layer, if there is one among several."""
        for _ in range(MOST):
            one = self.run(X, parameters, keep_prob)
            if all(mask.any() for mask in one.kept):
                break
        return one

    def masks(self, rng, least, given, shape=(45, 45)):
        """Masks of kept units: an array (calls, units, examples) for each layer; see several."""
        units, examples = shape
        X, parameters = net(rng, 3, units, units, 1, examples=examples, positive=True)
        passes = [one.kept for one in self.several(X, parameters, least, given)]
        drawn = tuple(np.array(layer) for layer in zip(*passes, strict=True))
        self.expect_dropout(*drawn)
        return drawn

    def expect_dropout(self, *drawn):
        """Ask no further of code that drops nothing: whatever is true of it says nothing.

        Where masks that were drawn already do not tell, others are drawn.
        """
        if is_mixed(drawn):
            return
        X, parameters = net(np.random.default_rng(23), 3, 8, 8, 1, examples=8, positive=True)
        found = []
        for _ in range(MOST):
            found += self.run(X, parameters, 0.5).kept
            if is_mixed(found):
                return
        raise Failed(NO_DROPOUT, observed=NO_DROPOUT)


def is_net_of(one, times):
    """True if the A3 of a pass is that of the net with these factors, or with those of its A."""
    return any(
        near(one.A3, cache_given(one.X, one.parameters, kept, factors)[11])
        for kept in product(*one.possible)
        for factors in (times, tuple(own_factor(one, kept, layer) for layer in (1, 2)))
    )


def own_factor(one, kept, layer):
    """By what the cached A of a layer was multiplied, whatever the next layer was given."""
    mask = kept[layer - 1]
    Z, A = (numbers(one.held.get(f"{name}{layer}"), mask.shape) for name in "ZA")
    if Z is None or A is None:
        return 1.0
    full = np.maximum(Z, 0) * mask
    even = constant(A[full > 0] / full[full > 0])
    return even if isinstance(even, float) else 1.0


def usual_factors(keep_prob, shown=None):
    """By what a layer may have been multiplied, what shows first."""
    usual = (1 / keep_prob, 1.0, 1 / (1 - keep_prob) if keep_prob < 1 else 1.0, keep_prob)
    found = []
    for one in (shown, *usual) if isinstance(shown, float) else usual:
        if not any(isclose(one, other) for other in found):
            found.append(one)
    return tuple(found)


def possible_masks(X, parameters, cache, held, layer):
    """What may be the units of a hidden layer that were kept, as bool arrays, likely ones first.

    They are those of the cached mask, unless the cached A, which the next layer was given, has
    others; or else those where A is not 0.
    """
    shape = (len(parameters[f"W{layer}"]), X.shape[1])
    D, A = (numbers(held.get(f"{name}{layer}"), shape) for name in "DA")
    A = finite(held.get(f"A{layer}"), shape) if D is None else A
    text = "The cache (a {kind}) has no D{layer} and no A{layer} of shape {shape}."
    message = Message(text, kind=kind_of(cache), layer=layer, shape=shape)
    expect(D is not None or A is not None, message, CACHE_LINE)
    if A is None:
        return [D != 0]
    other = numbers(held.get(f"D{3 - layer}"), shape)  # D may be that of the other layer
    others = [other != 0] if other is not None and not was_given(parameters, held, layer, A) else []
    if D is None:
        return distinct([A != 0, *others])
    if not is_even(D[D != 0]) or not A.any():
        return [A != 0]
    found = [D != 0, A != 0]
    if D.any() and not A[D != 0].any():  # it marks what was dropped, or what was kept is silent
        found = [D == 0, A != 0, D != 0]
    elif A[D == 0].any() and was_given(parameters, held, layer, A):
        found.reverse()
    elif A[D == 0].any():  # an A before dropout says nothing
        found += others
    return distinct(found)


def finite(A, shape):
    """An array of that shape, with 0 where it holds no number, for nothing came through there."""
    known = isinstance(A, np.ndarray) and A.dtype.kind == "f"
    return numbers(np.where(np.isfinite(A), A, 0.0) if known else A, shape)


def distinct(masks):
    found = masks[:1]
    for mask in masks[1:]:
        found += [mask] if not any(np.array_equal(mask, other) for other in found) else []
    return found


def was_given(parameters, held, layer, A):
    """True if the Z of the next layer is a linear map of this A, whatever its bias is."""
    W = parameters[f"W{layer + 1}"]
    Z = numbers(held.get(f"Z{layer + 1}"), (len(W), A.shape[1]))
    if Z is None or A.shape[1] < 3:
        return False
    matrices = [M for M in parameters.values() if M.shape == W.shape]
    matrices += [W.T] if W.shape[0] == W.shape[1] else []
    rests = (Z - M @ A for M in matrices)
    scale = RTOL * (1e-12 + np.abs(Z).max())
    return any(bool((np.ptp(rest, axis=1) <= scale).all()) for rest in rests)


def factor(one, kept, layer):
    """By what the kept units of a layer were multiplied before the next layer was given them."""
    parameters, held, mask = one.parameters, one.held, kept[layer - 1]
    Z, A = (numbers(held.get(f"{name}{layer}"), mask.shape) for name in "ZA")
    if Z is None:
        return None
    full = np.maximum(Z, 0) * mask
    if not full.any():
        return None
    if A is not None and was_given(parameters, held, layer, A):
        words = [in_a_word(A, act(Z) * mask, mask, one.keep_prob) for act in ACTIVATIONS]
        return min(words, key=lambda word: VAGUE.get(word, 0))
    usual = usual_factors(one.keep_prob)
    return next((f for f in usual if was_given(parameters, held, layer, full * f)), None)


def in_a_word(A, full, mask, keep_prob):
    """The one factor of A, where it is not 0 without dropout; or in what the factors differ."""
    shows = np.abs(full) > 1e-3 * np.abs(full).max()
    ratio = np.where(shows, A / np.where(shows, full, 1), np.nan)
    even = constant(ratio[np.isfinite(ratio)])
    if even != "uneven":
        by_share = np.isclose(even * mask.mean(), 1) and not mask.all()
        return BY_SHARE if by_share and not np.isclose(even * keep_prob, 1) else even
    known = np.isfinite(ratio)
    for axis, word in ((0, "one for each example"), (1, "one for each unit")):
        low = np.where(known, ratio, np.inf).min(axis=axis)
        high = np.where(known, ratio, -np.inf).max(axis=axis)
        apart = (high - low)[known.any(axis=axis)].max()
        if apart <= RTOL * np.abs(ratio[known]).max():
            return word
    return "uneven"


def links(one):
    """Each step of a pass: its name, what came of it, and what should, given the steps before."""
    before, found = one.X, []
    for layer in (1, 2, 3):
        W, b = one.parameters[f"W{layer}"], one.parameters[f"b{layer}"]
        shape = (len(W), one.X.shape[1])
        Z, A = (numbers(one.held.get(f"{name}{layer}"), shape) for name in "ZA")
        if layer == 3:
            A = numbers(one.A3, shape)
        if Z is None or A is None:
            return found
        found.append((f"Z{layer}", Z, W @ before + b))
        expected = sigmoid(Z) if layer == 3 else after_dropout(one, layer, Z, A)
        found.append((f"A{layer}", A, expected))
        before = A
    return found


def after_dropout(one, layer, Z, A):
    """What A is to be, given Z and what the layer was multiplied by."""
    full, times = np.maximum(Z, 0) * one.kept[layer - 1], one.times[layer - 1]
    if isinstance(times, float):
        return full * times
    return np.where(full > 0, A, 0)  # uneven factors have a check of their own


def is_even(values):
    return not values.size or bool((values == values[0]).all())


def is_mixed(masks):
    """True if of several masks some units are kept and others are not."""
    return any(mask.any() for mask in masks) and not all(mask.all() for mask in masks)
