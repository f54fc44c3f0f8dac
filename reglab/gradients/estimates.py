"""Estimates of derivatives: a value, or a range at a kink."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reglab.gradients.differences import TINY, Differences, Slopes
from reglab.gradients.settings import Settings

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index, Mask

SCALES = (1.0, 1 / 64, 1 / 4096)
"""Steps for a doubtful element, relative to the standard one."""

SAMPLES = 16
"""Number of points near a place where several kinks may meet."""


class Estimate(NamedTuple):
    """Lowest and highest right derivatives of some elements, with their noise."""

    low: Array
    high: Array
    noise: Array

    @property
    def center(self) -> Array:
        """Middle of the range; except at a kink, the derivative."""
        return (self.low + self.high) / 2

    def error(self, value: Array, rtol: float) -> Array:
        """Relative errors of values against the nearest right ones.

        The denominator is limited such that a difference as large as the noise gives rtol.
        """
        nearest = np.clip(value, self.low, self.high)
        size = np.maximum(np.abs(value), np.abs(nearest))
        return np.abs(value - nearest) / np.maximum(np.maximum(size, self.noise / rtol), TINY)


def estimate(differences: Differences, colors: Index, value: Array, settings: Settings) -> Estimate:
    """Estimate the derivatives of some elements, with more steps for doubtful ones.

    Args:
        differences: of the function.
        colors: rows of the colors of its structure, shape (K, G).
        value: the gradient of these elements, shape (K, G); one with a large error is not
            doubtful.
        settings: of the check.

    Returns:
        Estimates of shape (K, G).
    """
    rtol = settings.rtol
    slopes = differences.slopes(colors)
    quick = Estimate(slopes.central, slopes.central, slopes.noise)
    off = np.abs(value - slopes.central)
    settled = off > 100 * (slopes.gap + slopes.noise)
    rows = (settled & (off < 0.05 * np.abs(slopes.central))).any(axis=1)
    if rows.any():  # a steep curve changes both slopes alike
        fine = differences.slopes(colors[rows], SCALES[1])
        settled[rows] &= off[rows] > 10 * np.abs(fine.central - slopes.central[rows])
    bent = slopes.gap > 0.01 * (np.abs(slopes.left) + np.abs(slopes.right)) + 8 * slopes.noise
    doubt = ~(quick.error(value, rtol) <= rtol) & ~settled | bent | ~np.isfinite(off)
    rows = doubt.any(axis=1)
    if rows.any():
        quick = _replaced(quick, doubt, estimate_with_more_steps(differences, colors[rows]))
    # Code with masks of x > 0 and x < 0 gives 0 at the kink, which is accepted.
    zero = (quick.low < quick.high) & (value == 0)
    quick = quick._replace(
        low=np.where(zero, np.minimum(quick.low, 0), quick.low),
        high=np.where(zero, np.maximum(quick.high, 0), quick.high),
    )
    wrong = quick.error(value, rtol) > rtol
    rows = wrong.any(axis=1)
    if rows.any() and np.any(quick.low < quick.high):
        rough = Estimate(*(part[rows] for part in quick))
        met = accept_where_kinks_meet(differences, colors[rows], rough, value[rows], settings.rng)
        quick = _replaced(quick, wrong, met)
    return quick


def estimate_with_more_steps(differences: Differences, colors: Index) -> Estimate:
    """Estimate derivatives where a central difference may be wrong.

    There are three scales with two steps of similar size each. The best scale is the one where
    both steps and all smaller steps agree best: errors of curvature, rounding and kinks are small.
    """
    pairs = [(differences.slopes(colors, s), differences.slopes(colors, 0.75 * s)) for s in SCALES]
    wides = [wide for wide, _ in pairs]
    doubts = []
    for k, (wide, narrow) in enumerate(pairs):
        # 5: of an error proportional to the step, a quarter is visible here.
        doubt = wide.noise + 5 * np.abs(wide.central - narrow.central)
        if k + 1 < len(wides):  # the noise may hide a kink if the gap does not shrink
            stays = wides[k + 1].gap >= wide.gap / 2
            doubt += np.where(stays, wide.gap / 2, 0)
        contradicted = [np.abs(wide.central - s.central) - s.noise for s in wides[k + 1 :]]
        doubts.append(doubt + np.max([*contradicted, np.zeros_like(doubt)], axis=0))
    noise = np.nan_to_num(np.array(doubts), nan=np.inf)  # outside of the domain of f
    best = noise.argmin(axis=0)[None]
    center = np.take_along_axis(np.array([wide.central for wide in wides]), best, axis=0)[0]
    smooth = Estimate(center, center, np.take_along_axis(noise, best, axis=0)[0])
    fine, kink = wides[1], on_kink(*wides)
    low, high = np.minimum(fine.left, fine.right), np.maximum(fine.left, fine.right)
    return _where(kink, Estimate(low, high, fine.noise), smooth)


def on_kink(usual: Slopes, fine: Slopes, finest: Slopes) -> Mask:
    """Mask of the elements whose left and right slopes differ for all steps.

    At a curve their gap shrinks with the step, and at a jump it grows.
    """
    shrinks = ~(fine.gap >= np.maximum(usual.gap / 2, 8 * fine.noise))
    grows = np.any([s.gap > 2 * usual.gap + 8 * s.noise for s in (fine, finest)], axis=0)
    # The finest step does not reach a kink between the two finer steps.
    beside = finest.gap < fine.gap / 8 - 8 * finest.noise
    return np.asarray(~(shrinks | grows | beside))


def accept_where_kinks_meet(
    differences: Differences,
    colors: Index,
    rough: Estimate,
    value: Array,
    rng: np.random.Generator,
) -> Estimate:
    """Accept all values of the gradient where several kinks meet.

    An example is a net whose inputs, biases and hidden units are all 0. The gradient of a relu at
    0 can be 0 or 1 in all units: both are right, but the result need not lie between the left and
    the right slope, and no difference can measure it. Slopes at points nearby show such a place:
    one kink has two slopes, several kinks have more.
    """
    x, fine = differences.x, differences.slopes(colors, SCALES[1])
    near = [
        differences.moved_to(x + differences.step / 8 * rng.normal(size=x.shape))
        for _ in range(SAMPLES)
    ]
    found = [one.slopes(colors, SCALES[2]) for one in near]
    values = np.array([fine.left, fine.right, *(slopes.central for slopes in found)])
    least, most = values.min(axis=0), values.max(axis=0)
    between = np.minimum(values - least, most - values)
    visible = 0.01 * (most - least) + 1e-3 * np.abs(values).max(axis=(0, 1)) + 8 * found[0].noise
    # A few of the points may be at another kink.
    several = (between > visible).sum(axis=0) > np.where(rough.low < rough.high, 1, 2)
    low = np.where(several, np.minimum(rough.low, value), rough.low)
    high = np.where(several, np.maximum(rough.high, value), rough.high)
    return Estimate(low, high, rough.noise)


def _replaced(rough: Estimate, where: Mask, better: Estimate) -> Estimate:
    """Rough estimates, replaced where a mask is true; better has the rows with such elements."""
    rows = where.any(axis=1)
    replaced = Estimate(*(part.copy() for part in rough))
    for part, good in zip(replaced, better, strict=True):
        part[rows] = np.where(where[rows], good, part[rows])
    return replaced


def _where(condition: Mask, one: Estimate, other: Estimate) -> Estimate:
    return Estimate(*(np.where(condition, a, b) for a, b in zip(one, other, strict=True)))
