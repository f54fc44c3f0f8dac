"""Forward passes with the backward passes that belong to them; ``p`` is the probability of KEEPING.

A backward pass is judged by the student's own forward pass. Where that crashes or drops nothing, a
known mask is put into its cache, or the cache that the skeleton documents is handed over.
"""

from dataclasses import dataclass

import numpy as np
from checks import rescales_what_it_keeps, test_mode_does_nothing
from common import exception_in, testing, training, without_zeros

from autograder import Failed, constant, expect_array


@dataclass(frozen=True)
class Pass:
    """One forward pass, and how the backward pass that belongs to it is asked.

    Attributes:
        kept: the units that count as kept.
        factors: the derivatives of out by x that count as right, each of the shape of kept.
        args: what is handed to the backward pass after dout.
        function: dropout_backward, or the probe that puts a known mask into the cache.
        known: whether the mask is a known one, and not that of the student's forward pass.
    """

    kept: np.ndarray
    factors: tuple
    args: tuple
    function: str = "dropout_backward"
    known: bool = False

    def backward(self, submission, dout):
        """What comes back for dx, which a check has still to look at."""
        return self.dx_of(getattr(submission, self.function)(dout, *self.args))

    def dx_of(self, returned):
        """The same, of what the function returned."""
        if self.function == "dropout_backward":
            return returned
        return returned.get("dx") if isinstance(returned, dict) else None

    def answers(self, submission):
        """Whether an array of the right shape comes back; None where there was no mask to find."""
        returned = getattr(submission, self.function)(np.ones(self.kept.shape), *self.args)
        if self.function != "dropout_backward":
            found = returned.get("found") if isinstance(returned, dict) else None
            if not isinstance(found, int) or not found:
                return None
        dx = self.dx_of(returned)
        return isinstance(dx, np.ndarray) and dx.shape == self.kept.shape


def forward_pass(submission, x, dropout_param):
    """The student's out, or None where it is none, and the cache, or None where nothing came."""
    try:
        out, cache = submission.dropout_forward(x, dropout_param)
    except Failed:
        return None, None
    try:
        return expect_array(out, x.shape, "out").astype(float), cache
    except Failed:
        return None, cache


def train_pass(submission, rng, shape, p, x=None):
    """A pass in train mode, of x if there is one, with the mask that it drew or a known one."""
    x = without_zeros(rng, *shape) if x is None else x
    out, cache = forward_pass(submission, x, training(p))
    there = x != 0
    if out is not None and out[there].any() and not out[there].all():
        own = np.divide(out, x, out=np.zeros(shape), where=there)
        true = [(out != 0) / p] if rescales_what_it_keeps in submission.lost else []
        return Pass(out != 0, (own, *true), (cache,))
    return known_pass(submission, rng, shape, p)


def known_pass(submission, rng, shape, p):
    """A pass with a known mask, in the first cache that has a place for it.

    That is the cache of this forward pass, of one of a matrix, of one in test mode, or else the
    one that the skeleton documents.
    """
    keep = rng.random(shape) < p
    skeletons = Pass(keep, _factors(keep, (1, 1 / p)), ((training(p), keep * 1.0),), known=True)
    tried = []
    for of, param in ((shape, training(p)), ((20, 30), training(p)), ((20, 30), testing(p))):
        x = without_zeros(rng, *of)
        out, cache = forward_pass(submission, x, param)
        if cache is not None:
            trained = out if param["mode"] == "train" else None
            factors = _factors(keep, _scales(submission, x, trained, p))
            tried.append(Pass(keep, factors, (cache, x, trained, keep), "backward_given", True))
    found = []
    for one in [*tried, skeletons]:
        try:
            answers = one.answers(submission)
        except Failed:
            answers = False
        if answers:
            return one
        if answers is not None:
            found.append(one)
    return found[0]


def _scales(submission, x, out, p):
    """The factors of a kept unit that count as right: where nothing tells them apart, 1 and 1/p."""
    own = "uneven" if out is None else constant((out / x)[out != 0])
    if own == "uneven":
        return 1, 1 / p
    return (own, 1 / p) if rescales_what_it_keeps in submission.lost else (own,)


def _factors(keep, scales):
    return tuple(keep * scale for scale in scales)


def test_pass(submission, rng, shape, p):
    """A pass in test mode; its cache is the skeleton's where the forward pass gave none."""
    x = without_zeros(rng, *shape)
    out, cache = forward_pass(submission, x, testing(p))
    everything, factors = np.ones(shape, bool), (np.ones(shape),)
    if cache is None:
        return Pass(everything, factors, ((testing(p), None),), known=True)
    if out is not None and out.any() and test_mode_does_nothing in submission.lost:
        factors = (*factors, out / x)
    return Pass(everything, factors, (cache,))


def misses_the_cache(submission, failed, one):
    """True if a backward pass raised because the cache is None."""
    _, text = exception_in(failed)
    taken_apart = "NoneType" in text and "operand" not in text
    return taken_apart and not one.known and submission.cache_is_none(*one.args) is True
