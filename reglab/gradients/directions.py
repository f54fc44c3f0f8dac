"""All elements at once: move x along a random direction and compare with what dx predicts.

Every element moves by between half a step and a step, up or down at random. So an error in one
element shows for certain, where a Gaussian direction may hardly move it, and errors in several
would have to cancel in a random sum, to eight digits.
"""

import numpy as np
from numpy.typing import NDArray

from reglab.gradients.differences import TINY, Array, Differences, Index

SCALES = (1.0, 1 / 64)
"""A kink nearby spoils a difference; most are out of reach of the second, smaller step."""

STRICT = 0.01
"""An agreement to within this much of the tolerance leaves no doubt."""


def compare(
    differences: Differences,
    dx: Array,
    rtol: float,
    rng: np.random.Generator,
    among: NDArray[np.bool_] | None = None,
    scales: tuple[float, ...] = SCALES,
) -> tuple[NDArray[np.bool_], Array]:
    """Whether dx is right as far as a random direction tells.

    Args:
        differences: of the function.
        dx: the gradient to judge, of the shape of x.
        rtol: the tolerance.
        rng: draws the direction.
        among: move only these elements, of the shape of x; all by default.
        scales: of the steps to try, until one agrees.

    Returns:
        right: shape (G,), false for a group in doubt: something is wrong in it, or there is a
            kink nearby.
        error: relative error over the elements of each group, (G,).
    """
    direction = rng.random(dx.shape) - 0.5
    direction += np.copysign(0.5, direction)
    direction *= differences.step if among is None else differences.step * among
    right, least = False, np.inf
    for scale in scales:
        miss, size = differences.along(direction * scale, dx)
        allowed = rtol * size
        right |= miss <= STRICT * allowed + differences.rounding
        least = np.fmin(least, miss / np.maximum(allowed + differences.rounding, TINY))
        if right.all():
            break
    return right, rtol * least


def suspects(
    differences: Differences, dx: Array, rtol: float, rng: np.random.Generator, most: int
) -> Index:
    """The colours that may hold something wrong, found by halving.

    Args:
        differences: of the function; dx is in doubt somewhere.
        dx: the gradient to judge.
        rtol: the tolerance.
        rng: draws directions and samples.
        most: at most so many are returned. Where more are under suspicion, they are a sample, in
            which some stand that halving has singled out.

    Returns:
        Rows of the colours of the structure, shape (K, G).
    """
    colours = differences.structure.colours

    def doubtful(part: Index) -> bool:
        among = np.zeros(dx.shape, bool)
        among.flat[part] = True
        return not compare(differences, dx, rtol, rng, among)[0].all()

    parts = [colours]
    while sum(map(len, parts)) > most and max(map(len, parts)) > 1 and 8 * len(parts) < most:
        halves = [half for part in parts for half in np.array_split(part, 2) if len(half)]
        parts = [half for half in halves if doubtful(half)] or halves
    under = np.concatenate(parts)
    if len(under) <= most:
        return under
    found = [_first(parts[k], doubtful) for k in rng.permutation(len(parts))[:8]]
    sample = under[rng.permutation(len(under))[: most - len(found)]]
    return np.unique(np.concatenate([*found, sample]), axis=0)


def _first(part: Index, doubtful) -> Index:
    """A single colour that is in doubt, or the last that can be named."""
    while len(part) > 1:
        half = part[: len(part) // 2]
        part = half if doubtful(half) else part[len(half) :]
    return part
