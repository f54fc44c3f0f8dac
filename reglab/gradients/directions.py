"""Checks along random directions, which move all elements of x at once.

Each element moves up or down by between half a step and a step. So an error in one element is
always visible, and errors in several elements cancel only by a rare chance. In a Gaussian direction
an element may hardly move.
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
"""Factor of a smaller step, which reaches fewer kinks."""

FAINT = 1000
"""An element is hidden in a sum whose slack is a greater share of it than one in so many."""

STRICT = 0.01
"""Share of the tolerance up to which an agreement is certain."""


class Agreement(NamedTuple):
    """Agreement of a change with its prediction; all arrays have the shape (G,).

    Attributes:
        miss: difference of the two.
        allowed: difference that rtol allows.
        noise: rounding noise.
        rtol: the tolerance.
    """

    miss: Array
    allowed: Array
    noise: Array
    rtol: float

    @property
    def slack(self) -> Array:
        """Difference up to which an agreement is certain."""
        return STRICT * self.allowed + self.noise

    @property
    def right(self) -> Mask:
        """Mask of the right groups; in the others, an element is wrong or a kink is near."""
        return self.miss <= self.slack

    @property
    def error(self) -> Array:
        """Relative error over the elements of each group."""
        return self.rtol * self.miss / np.maximum(self.allowed + self.noise, TINY)


def check_at_once(
    differences: Differences, dx: Array, settings: Settings, guesses: bool
) -> Array | None:
    """Relative errors of the shape of x if one move shows that dx is right; else None.

    A structure that f does not have is no danger: if all groups agree, so does their sum, which
    needs no structure. But in the sum of a coarser one the errors of small elements may be hidden
    behind a large element; then nothing is shown.

    Args:
        differences: of the function.
        dx: the gradient to check.
        settings: of the check.
        guesses: True tries all structures that fit the shapes, False that of differences.
    """
    move = differences.along(_direction(differences.step, settings.rng), dx)
    guessed = (*candidates(dx.shape, differences.df.shape), none(dx.shape))
    for structure in guessed if guesses else (differences.structure,):
        found = agreement(structure, move, settings.rtol)
        right = int(np.count_nonzero(found.right))
        if right == structure.groups:
            finest = structure is guessed[0] or not guesses
            return structure.over_x(found.error) if finest or not _hides(found, move) else None
        if 2 * right >= structure.groups:
            return None  # probably the structure of f; a coarser one would hide errors
    return None


def _hides(found: Agreement, move: Move) -> bool:
    """True if an element of the gradient is small beside what a sum leaves open."""
    moved = np.abs(move.predicted[move.predicted != 0])
    return bool(moved.size and moved.min() < FAINT * found.slack.max())


def compare(
    differences: Differences,
    dx: Array,
    settings: Settings,
    among: Mask | None = None,
) -> tuple[Mask, Array]:
    """Check dx along a random direction.

    Args:
        differences: of the function.
        dx: the gradient to check, of the shape of x.
        settings: of the check.
        among: mask of the elements that move, of the shape of x; all by default.

    Returns:
        right: mask of the right groups, (G,); the others are doubtful.
        error: relative error of each group, (G,).
    """
    step = differences.step if among is None else differences.step * among
    direction = _direction(step, settings.rng)
    wide, near = (
        agreement(differences.structure, differences.along(scale * direction, dx), settings.rtol)
        for scale in (1.0, CLOSER)
    )
    # The smaller step avoids a kink. It shows an error only if the error is larger than the noise.
    telling = CLOSER * wide.miss > 2 * near.slack
    return wide.right | (near.right & telling), np.fmin(wide.error, near.error)


def agreement(structure: Structure, move: Move, rtol: float) -> Agreement:
    """Compare the change of each group with its prediction."""
    predicted = structure.split_x(move.predicted)
    miss = np.abs(structure.sum_out(move.change) - sums(predicted))
    allowed = rtol * _norm(predicted)
    noise = 4 * EPS * _norm(structure.split_out(move.values))
    return Agreement(miss, allowed, noise, rtol)


def _direction(step: Array, rng: np.random.Generator) -> Array:
    """A random direction with moves between half a step and a step."""
    direction = rng.random(step.shape) - 0.5
    direction += np.copysign(0.5, direction)
    return direction * step


def _norm(parts: Array) -> Array:
    """Euclidean norm of each row."""
    return np.abs(parts[:, 0]) if parts.shape[1] == 1 else np.sqrt(np.vecdot(parts, parts))


def find_doubtful(differences: Differences, dx: Array, settings: Settings) -> Index:
    """Colors that may contain wrong elements, found by halving.

    Args:
        differences: of the function; dx has doubtful elements.
        dx: the gradient to check.
        settings: of the check.

    Returns:
        Rows of the colors of the structure, shape (K, G), with K at most settings.most. If more
        are doubtful, they are a random sample with some that halving has found.
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
    doubtful_colors = np.concatenate(parts)
    if len(doubtful_colors) <= most:
        return doubtful_colors
    found = [_first(parts[k], doubtful) for k in rng.permutation(len(parts))[:8]]
    sample = doubtful_colors[rng.permutation(len(doubtful_colors))[: most - len(found)]]
    return np.unique(np.concatenate([*found, sample]), axis=0)


def _first(part: Index, doubtful: Callable[[Index], bool]) -> Index:
    """One doubtful color, found by halving."""
    while len(part) > 1:
        half = part[: len(part) // 2]
        part = half if doubtful(half) else part[len(half) :]
    return part
