"""Checks of elements that are tied at a kink, such as equal maxima of a window.

If one of two equal maxima moves alone, any part of the gradient is right for it. If both move
together, the function is smooth, so the sum of their gradients must be its slope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.differences import EPS, Differences
from reglab.gradients.estimates import SCALES

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index, Mask

MOST = 20_000_000
"""Limit for the size of the arrays that find the ties."""


def wrong_ties(differences: Differences, dx: Array, kinks: Mask) -> Mask:
    """Tied elements whose gradients do not sum to the slope of their common move.

    Args:
        differences: of the function.
        dx: the gradient to check, of the shape of x.
        kinks: mask of the elements at a kink, of the shape of x.

    Returns:
        A mask of the shape of x.
    """
    bad = np.zeros(dx.shape, bool)
    structure = differences.structure
    if len(structure.colors) < 2 or kinks.sum() < 2:
        return bad
    colors = structure.colors[kinks.flat[structure.colors].any(axis=1)]  # (K, G)
    tied, reached = _components(differences, colors, kinks.flat[colors])
    left, right, noise = _together(differences, kinks)
    # Some outputs change only in a common move, as the median of three equal elements.
    unassigned = ((reached == len(colors)) & ((left != 0) | (right != 0))).any(axis=1)  # (G,)
    for part in range(len(colors)):
        mine, outputs = tied == part, reached == part  # (K, G), (G, outputs)
        gap = (np.abs(right - left) * outputs).sum(axis=1)
        size = (np.abs(right) * outputs).sum(axis=1)
        slope = ((right + left) / 2 * outputs).sum(axis=1)
        total = (dx.flat[colors] * mine).sum(axis=0)
        slack = gap + (noise * outputs).sum(axis=1) + 1e-4 * size
        smooth = gap <= 1e-4 * size + (noise * outputs).sum(axis=1)
        off = (
            ~unassigned & (mine.sum(axis=0) > 1) & smooth & (np.abs(total - slope) > 2 * slack)
        )  # (G,)
        bad.flat[colors[mine & off]] = True
    return bad


def _components(differences: Differences, colors: Index, kinks: Mask) -> tuple[Index, Index]:
    """Connected components of the elements at kinks and the outputs that they change.

    Returns:
        tied: component of each element, (K, G); K for an element without a kink.
        reached: component of each output, (G, outputs); K for an output that none changes.
    """
    nothing = len(colors)
    tied = np.where(kinks, np.arange(nothing)[:, None], nothing)
    split = differences.structure.split_out
    if nothing * differences.center.size > MOST:  # one component per group
        tied = np.where(kinks, 0, nothing)
        return tied, np.zeros_like(split(differences.center), np.intp)
    touched = np.array([_touched(differences, idx) for idx in colors]) & kinks[:, :, None]
    while True:
        reached = np.where(touched, tied[:, :, None], nothing).min(axis=0)
        smaller = np.minimum(tied, np.where(touched, reached, nothing).min(axis=2, initial=nothing))
        if np.array_equal(smaller, tied):
            return tied, reached
        tied = smaller


def _touched(differences: Differences, idx: Index) -> Mask:
    """Mask of the outputs that change if the elements idx move, (G, outputs)."""
    reacts = np.zeros(differences.center.shape, bool)
    for sign in (1, -1):
        moved = differences.x.copy()
        moved.flat[idx] += sign * SCALES[1] * differences.step.flat[idx]
        reacts |= differences.f(moved) != differences.center
    return differences.structure.split_out(reacts)


def _together(differences: Differences, kinks: Mask) -> tuple[Array, Array, Array]:
    """Left and right slopes of each output, times df, in a common move of all kinks, and noise."""
    h = SCALES[1] * float(differences.step[kinks].max())
    split, x, df = differences.structure.split_out, differences.x, differences.df
    right = df * (differences.f(x + h * kinks) - differences.center) / h
    left = df * (differences.center - differences.f(x - h * kinks)) / h
    # the rounding of x + h changes a slope by no more than this
    noise = 8 * EPS * (np.abs(df * differences.center) + np.abs(right) * np.abs(x).max()) / h
    return split(left), split(right), split(noise)
