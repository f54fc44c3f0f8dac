"""What a thinned net did to its units, read off a forward pass through a square_net."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from common import passed, scores_of, undropped, whole_net

from autograder import Measured, Message, expect, is_rate, measured_rate


@dataclass(frozen=True)
class Thinned:
    """One forward pass, layer by layer.

    Attributes:
        before: what each layer had before its dropout.
        after: what it passed on.
        how: "right" where activations hold what was passed on; "whole" where they do, but each
            layer was computed from the one below as it was before its dropout; "before" where
            they hold that, and what was passed on is known from the next layer.
        tail: the same of the last layer and the output: "right", "whole" or "unknown".
        AL: the output.
    """

    before: list
    after: list
    how: str
    tail: str
    AL: np.ndarray

    def kept(self, layer):
        """Whether each unit was kept; one that had nothing to lose counts as kept."""
        return self._kept[layer]

    @cached_property
    def _kept(self):
        both = zip(self.before, self.after, strict=True)
        return [(after > 1e-3 * before) | (before <= 0) for before, after in both]

    def active(self, layer):
        """Whether each unit had something to lose."""
        return self.before[layer] > 0

    def factor(self, layer):
        """That of the kept units, and None where they have none in common."""
        return self._factors[layer]

    @cached_property
    def _factors(self):
        factors = []
        for before, after, kept in zip(self.before, self.after, self._kept, strict=True):
            there = kept & (before > 0)
            made = after[before <= 0].max(initial=0) > 1e-3 * before.max()  # of nothing
            factors.append(None if made else common_factor(after[there] / before[there]))
        return factors

    def comes_from_below(self, layer):
        """True if what was passed on has to do with what the layer had."""
        kept = self.kept(layer) & self.active(layer)
        if self.factor(layer) or kept.sum() < 2:
            return bool(kept.any())
        before, after = self.before[layer][kept], self.after[layer][kept]
        return bool(np.corrcoef(before, after)[0, 1] > 0.3)

    def unexplained(self):
        """The number of layers that have no factor; the output counts too."""
        uneven = sum(self.factor(layer) is None for layer in range(len(self.after)))
        return uneven + (self.tail == "unknown")


def common_factor(values):
    """The one value of an array, or None where the values differ or there are none."""
    if values.size == 0 or np.ptp(values) > 1e-4 * abs(values[0]):
        return None
    return float(values.mean())


def thinned(submission, X, parameters, keep_probs, *seed):
    """One forward pass of a net with positive inputs: see Thinned.

    Of the ways to read it that leaves the fewest layers unexplained is taken, the right one first.
    """
    AL, returned = passed(submission, X, parameters, keep_probs, *seed)
    readings = []
    for read in (_right, _whole, _before, _before_scores):
        before, after, how = read(X, parameters, AL, returned)
        tail = _tail(parameters, AL, before[-1], after[-1])
        readings.append(Thinned(before, after, how, tail, AL))
        if readings[-1].unexplained() == 0:
            break
    return min(readings, key=Thinned.unexplained)


def _right(X, parameters, AL, returned):
    return undropped(X, parameters, returned), returned, "right"


def _whole(X, parameters, AL, returned):
    return whole_net(X, parameters), returned, "whole"


def _before(X, parameters, AL, returned):
    sure = np.clip(AL, 1e-12, 1 - 1e-12)
    return returned, _given(parameters, returned, np.log(sure / (1 - sure))), "before"


def _before_scores(X, parameters, AL, returned):
    return returned, _given(parameters, returned, AL), "before"  # without a sigmoid


def _given(parameters, returned, scores):
    """What each layer was given by the one below, from what it made of it."""
    made = [*returned[1:], scores]
    return [
        np.linalg.solve(parameters[f"W{layer}"], A - parameters[f"b{layer}"])
        for layer, A in enumerate(made, start=1)
    ]


def _tail(parameters, AL, before, after):
    """From what the output was computed, with its sigmoid or without."""
    for how, below in (("right", after), ("whole", before)):
        scores = scores_of(parameters, below)
        if any(np.allclose(AL, made, rtol=1e-4) for made in (1 / (1 + np.exp(-scores)), scores)):
            return how
    return "unknown"


def coins(passes, layer):
    """The coins that were tossed for a layer in several passes, each once.

    A mask that was drawn twice counts once, and so does one that is the same for all examples, or
    for all units, so that other mistakes do not make a rate look surer than it is.
    """
    masks = list({one.kept(layer).tobytes(): one for one in passes}.values())
    if len(masks) == 1 and masks[0].kept(layer).all():
        masks = passes  # nothing was tossed
    # Examples of which the layers below left something.
    kept = [one.kept(layer)[:, one.active(layer).all(axis=0)] for one in masks]
    if not all(mask.all() for mask in kept):
        for line in (np.s_[:, :1], np.s_[:1]):
            if all(np.array_equal(mask, np.broadcast_to(mask[line], mask.shape)) for mask in kept):
                kept = [mask[line] for mask in kept]
    return np.concatenate([mask.ravel() for mask in kept])


def expect_drops(passes, hint):
    """Some layer drops some units, and each has to do with the one below.

    A program that drops nothing, or all, or returns any numbers, has shown nothing.
    """
    layers = range(len(passes[0].after))
    for layer in layers:
        message = Message("A{layer} does not come from the layer below.", layer=layer)
        known = all(one.comes_from_below(layer) for one in passes)
        expect(known, message, hint, observed=(layer, "unexplained"))
    drops = any(not one.kept(layer).all() for one in passes for layer in layers)
    expect(drops, Message("No unit is dropped in any layer."), hint, observed="none")


def seen_of(passes):
    """The rate of keeping and the factor of each layer, to tell misconceptions apart."""
    seen = []
    for layer in range(len(passes[0].after)):
        factors = [one.factor(layer) for one in passes]
        shares = [one.kept(layer).mean() for one in passes]
        by_share = [None if f is None else f * s for f, s in zip(factors, shares, strict=True)]
        tossed = coins(passes, layer)
        rate = measured_rate(tossed) if tossed.size else "none"
        seen.append((rate, _steady(factors), _steady(by_share)))
    return tuple(seen)


def _steady(values):
    """The value that all have, as it may be measured, or a word where they differ."""
    if None in values:
        return "uneven"
    one = common_factor(np.array(values))
    return "another in each call" if one is None else Measured(one, 1e-3 * abs(one))


def fits_rate(tossed, rate):
    """True if coins with that rate of keeping could fall like this."""
    possible = tossed.size > 0 and 0 < rate <= 1 + 1e-3
    return possible and is_rate(tossed, min(rate, 1.0), tries=10)
