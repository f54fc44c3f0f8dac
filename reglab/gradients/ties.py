"""Elements that a kink ties together, as the equal maxima of a window, must share one gradient.

Moved alone, each of two equal maxima may have any part of the gradient. Moved together they are
one smooth function, so their gradients must add up to its slope: not to twice that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.differences import EPS, Differences
from reglab.gradients.estimates import SCALES

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index, Mask

MOST = 20_000_000
"""Numbers held at once when looking for who is tied to whom."""


def overfull(differences: Differences, dx: Array, kinks: Mask) -> Mask:
    """The elements at kinks whose gradients do not add up to the slope of moving them together.

    Args:
        differences: of the function.
        dx: the gradient to judge, of the shape of x.
        kinks: the elements that lie on a kink, of the shape of x.

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
    # An output that moves for none alone, as the middle of three that are sorted, is nobody's.
    astray = ((reached == len(colors)) & ((left != 0) | (right != 0))).any(axis=1)  # (G,)
    for part in range(len(colors)):
        mine, outputs = tied == part, reached == part  # (K, G), (G, outputs)
        gap = (np.abs(right - left) * outputs).sum(axis=1)
        size = (np.abs(right) * outputs).sum(axis=1)
        slope = ((right + left) / 2 * outputs).sum(axis=1)
        total = (dx.flat[colors] * mine).sum(axis=0)
        slack = gap + (noise * outputs).sum(axis=1) + 1e-4 * size
        smooth = gap <= 1e-4 * size + (noise * outputs).sum(axis=1)
        off = (
            ~astray & (mine.sum(axis=0) > 1) & smooth & (np.abs(total - slope) > 2 * slack)
        )  # (G,)
        bad.flat[colors[mine & off]] = True
    return bad


def _components(differences: Differences, colors: Index, kinks: Mask) -> tuple[Index, Index]:
    """Who reaches an output in common, directly or through others.

    Returns:
        tied: the number of its component for every element, (K, G); K where there is no kink.
        reached: the same for every output, (G, outputs); K where no such element reaches it.
    """
    nobody = len(colors)
    tied = np.where(kinks, np.arange(nobody)[:, None], nobody)
    split = differences.structure.split_out
    if nobody * differences.center.size > MOST:  # then all that are in a group are one
        tied = np.where(kinks, 0, nobody)
        return tied, np.zeros_like(split(differences.center), np.intp)
    touched = np.array([_touched(differences, idx) for idx in colors]) & kinks[:, :, None]
    while True:
        reached = np.where(touched, tied[:, :, None], nobody).min(axis=0)
        smaller = np.minimum(tied, np.where(touched, reached, nobody).min(axis=2, initial=nobody))
        if np.array_equal(smaller, tied):
            return tied, reached
        tied = smaller


def _touched(differences: Differences, idx: Index) -> Mask:
    """Which outputs react when the elements idx move, as (G, outputs)."""
    reacts = np.zeros(differences.center.shape, bool)
    for sign in (1, -1):
        moved = differences.x.copy()
        moved.flat[idx] += sign * SCALES[1] * differences.step.flat[idx]
        reacts |= differences.f(moved) != differences.center
    return differences.structure.split_out(reacts)


def _together(differences: Differences, kinks: Mask) -> tuple[Array, Array, Array]:
    """Slopes to the left and the right of each output, times df, when all of kinks move by h."""
    h = SCALES[1] * float(differences.step[kinks].max())
    split, x, df = differences.structure.split_out, differences.x, differences.df
    right = df * (differences.f(x + h * kinks) - differences.center) / h
    left = df * (differences.center - differences.f(x - h * kinks)) / h
    # x + h is rounded too, which changes a slope by this much and no more
    noise = 8 * EPS * (np.abs(df * differences.center) + np.abs(right) * np.abs(x).max()) / h
    return split(left), split(right), split(noise)
