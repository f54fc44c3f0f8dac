"""All elements at once: move x along a random direction and compare with what dx predicts.

Every element moves by between half a step and a step, up or down at random. So an error in one
element shows for certain, where a Gaussian direction may hardly move it, and errors in several
would have to cancel in a random sum, to eight digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reglab.gradients.differences import EPS, TINY, Differences, Move
from reglab.gradients.settings import Settings
from reglab.gradients.structure import Structure, candidates, none, sums

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index, Mask

CLOSER = 1 / 64
"""A kink nearby spoils a difference; most are out of reach of a step that is so much smaller."""

STRICT = 0.01
"""An agreement to within this much of the tolerance leaves no doubt."""


class Agreement(NamedTuple):
    """How well a gradient predicts a change; all arrays are of shape (G,).

    Attributes:
        miss: the difference between the two.
        allowed: what the tolerance rtol allows.
        noise: of rounding.
        rtol: the tolerance.
    """

    miss: Array
    allowed: Array
    noise: Array
    rtol: float

    @property
    def slack(self) -> Array:
        """The difference that leaves no doubt."""
        return STRICT * self.allowed + self.noise

    @property
    def right(self) -> Mask:
        """False for a group in doubt, where something is wrong or a kink is near."""
        return self.miss <= self.slack

    @property
    def error(self) -> Array:
        """Relative error over the elements of each group."""
        return self.rtol * self.miss / np.maximum(self.allowed + self.noise, TINY)


def first_glance(
    differences: Differences, dx: Array, settings: Settings, guesses: bool
) -> Array | None:
    """The relative errors if dx is right at the first glance, of the shape of x; else None.

    Any structure may be tried without asking whether the function has it: where the groups of
    one agree, so does the sum over all groups, which needs no structure.

    Args:
        differences: of the function.
        dx: the gradient to judge.
        settings: of the check.
        guesses: whether to try all structures that the shapes allow, not that of differences
            alone.
    """
    move = differences.along(_direction(differences.step, settings.rng), dx)
    guessed = (*candidates(dx.shape, differences.df.shape), none(dx.shape))
    for structure in guessed if guesses else (differences.structure,):
        found = agreement(structure, move, settings.rtol)
        right = int(np.count_nonzero(found.right))
        if right == structure.groups:
            return structure.over_x(found.error)
        if 2 * right >= structure.groups:
            return None  # it may well be true, and a coarser one would hide what is wrong
    return None


def compare(
    differences: Differences,
    dx: Array,
    settings: Settings,
    among: Mask | None = None,
) -> tuple[Mask, Array]:
    """Whether dx is right as far as a random direction tells.

    Args:
        differences: of the function.
        dx: the gradient to judge, of the shape of x.
        settings: of the check.
        among: move only these elements, of the shape of x; all by default.

    Returns:
        right: false for a group in doubt, (G,).
        error: relative error of each group, (G,).
    """
    step = differences.step if among is None else differences.step * among
    direction = _direction(step, settings.rng)
    wide, near = (
        agreement(differences.structure, differences.along(scale * direction, dx), settings.rtol)
        for scale in (1.0, CLOSER)
    )
    # A kink does not reach the smaller step. An error does, if it stands out from the noise.
    telling = CLOSER * wide.miss > 2 * near.slack
    return wide.right | (near.right & telling), np.fmin(wide.error, near.error)


def agreement(structure: Structure, move: Move, rtol: float) -> Agreement:
    """Compare the change of every group with its prediction."""
    predicted = structure.split_x(move.predicted)
    miss = np.abs(structure.sum_out(move.change) - sums(predicted))
    allowed = rtol * _norm(predicted)
    noise = 4 * EPS * _norm(structure.split_out(move.values))
    return Agreement(miss, allowed, noise, rtol)


def _direction(step: Array, rng: np.random.Generator) -> Array:
    """A random direction in which every element moves by between half a step and a step."""
    direction = rng.random(step.shape) - 0.5
    direction += np.copysign(0.5, direction)
    return direction * step


def _norm(parts: Array) -> Array:
    """The length of each row."""
    return np.abs(parts[:, 0]) if parts.shape[1] == 1 else np.sqrt(np.vecdot(parts, parts))


def suspects(differences: Differences, dx: Array, settings: Settings) -> Index:
    """The colors that may hold something wrong, found by halving.

    Args:
        differences: of the function; dx is in doubt somewhere.
        dx: the gradient to judge.
        settings: of the check.

    Returns:
        Rows of the colors of the structure, shape (K, G), K at most settings.most. Where more
        are under suspicion, they are a sample; some in it have been singled out by halving.
    """
    colors, most, rng = differences.structure.colors, settings.most, settings.rng

    def doubtful(part: Index) -> bool:
        among = np.zeros(dx.shape, bool)
        among.flat[part] = True
        return not compare(differences, dx, settings, among)[0].all()

    parts = [colors]
    while sum(map(len, parts)) > most and max(map(len, parts)) > 1 and 8 * len(parts) < most:
        halves = [half for part in parts for half in np.array_split(part, 2) if len(half)]
        parts = [half for half in halves if doubtful(half)] or halves
    under = np.concatenate(parts)
    if len(under) <= most:
        return under
    found = [_first(parts[k], doubtful) for k in rng.permutation(len(parts))[:8]]
    sample = under[rng.permutation(len(under))[: most - len(found)]]
    return np.unique(np.concatenate([*found, sample]), axis=0)


def _first(part: Index, doubtful: Callable[[Index], bool]) -> Index:
    """A single color that is in doubt, or the last that can be named."""
    while len(part) > 1:
        half = part[: len(part) // 2]
        part = half if doubtful(half) else part[len(half) :]
    return part
