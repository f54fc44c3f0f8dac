"""What can be known about derivatives from differences: a value, or at a kink a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reglab.gradients.differences import TINY, Differences, Slopes
from reglab.gradients.settings import Settings

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index, Mask

SCALES = (1.0, 1 / 64, 1 / 4096)
"""Steps for an element in doubt, in units of the usual one."""

SAMPLES = 16
"""Points looked at near a place where several kinks may meet."""


class Estimate(NamedTuple):
    """The lowest and the highest derivatives that would be right, and the noise on each."""

    low: Array
    high: Array
    noise: Array

    @property
    def center(self) -> Array:
        """The middle of the range, which is the derivative itself except at a kink."""
        return (self.low + self.high) / 2

    def error(self, value: Array, rtol: float) -> Array:
        """Relative errors of values against the nearest right ones.

        The floor under the denominator is such that a difference as large as the noise comes
        out as rtol.
        """
        nearest = np.clip(value, self.low, self.high)
        size = np.maximum(np.abs(value), np.abs(nearest))
        return np.abs(value - nearest) / np.maximum(np.maximum(size, self.noise / rtol), TINY)


def estimate(differences: Differences, colors: Index, value: Array, settings: Settings) -> Estimate:
    """The derivatives of some elements, with care where the usual difference leaves a doubt.

    Args:
        differences: of the function.
        colors: rows of the colors of its structure, shape (K, G).
        value: what is claimed of them, shape (K, G): a value that is far off is not in doubt.
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
    if rows.any():  # both sides may be misled alike, by a steep curve
        fine = differences.slopes(colors[rows], SCALES[1])
        settled[rows] &= off[rows] > 10 * np.abs(fine.central - slopes.central[rows])
    bent = slopes.gap > 0.01 * (np.abs(slopes.left) + np.abs(slopes.right)) + 8 * slopes.noise
    doubt = ~(quick.error(value, rtol) <= rtol) & ~settled | bent | ~np.isfinite(off)
    rows = doubt.any(axis=1)
    if rows.any():
        quick = _mended(quick, doubt, careful(differences, colors[rows]))
    # Masks of x > 0 and x < 0 leave a 0 at the kink, of a leaky relu as well: nobody minds.
    spared = (quick.low < quick.high) & (value == 0)
    quick = quick._replace(
        low=np.where(spared, np.minimum(quick.low, 0), quick.low),
        high=np.where(spared, np.maximum(quick.high, 0), quick.high),
    )
    blamed = quick.error(value, rtol) > rtol
    rows = blamed.any(axis=1)
    if rows.any() and np.any(quick.low < quick.high):
        rough = Estimate(*(part[rows] for part in quick))
        met = meeting(differences, colors[rows], rough, value[rows], settings.rng)
        quick = _mended(quick, blamed, met)
    return quick


def careful(differences: Differences, colors: Index) -> Estimate:
    """The derivatives where the central difference may be misled.

    Two steps of nearly equal size are taken at each of three scales. Where they agree with each
    other and with all finer steps, curvature, rounding and a kink nearby do the least harm.
    """
    pairs = [(differences.slopes(colors, s), differences.slopes(colors, 0.75 * s)) for s in SCALES]
    wides = [wide for wide, _ in pairs]
    doubts = []
    for k, (wide, narrow) in enumerate(pairs):
        # 5: an error that shrinks with the step itself shows a quarter of its size here.
        doubt = wide.noise + 5 * np.abs(wide.central - narrow.central)
        if k + 1 < len(wides):  # a gap that does not shrink may be a kink that the noise hides
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
    """Whether the slopes to the left and the right keep disagreeing as the step shrinks.

    At a curve their gap shrinks with the step, and at a jump it grows.
    """
    shrinks = ~(fine.gap >= np.maximum(usual.gap / 2, 8 * fine.noise))
    grows = np.any([s.gap > 2 * usual.gap + 8 * s.noise for s in (fine, finest)], axis=0)
    # A kink between the two finer steps: the finest does not see it, if it can see so little.
    beside = finest.gap < fine.gap / 8 - 8 * finest.noise
    return np.asarray(~(shrinks | grows | beside))


def meeting(
    differences: Differences,
    colors: Index,
    rough: Estimate,
    value: Array,
    rng: np.random.Generator,
) -> Estimate:
    """The derivatives close to kinks; where several kinks meet, whatever is claimed may pass.

    Take a net whose input, biases and hence hidden layers are 0 for some example. Its relus may
    all pass their gradient on at 0, or none: both are right, and neither need lie between the
    slopes to the left and the right, which bend some relus each. No difference of values tells
    what a relu passes on at 0. Such places are known by the slopes at points nearby: one kink
    shows two of them, several show more.
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
    # A few points may have met a kink of their own, or lie right beside one.
    several = (between > visible).sum(axis=0) > np.where(rough.low < rough.high, 1, 2)
    low = np.where(several, np.minimum(rough.low, value), rough.low)
    high = np.where(several, np.maximum(rough.high, value), rough.high)
    return Estimate(low, high, rough.noise)


def _mended(rough: Estimate, where: Mask, better: Estimate) -> Estimate:
    """The estimates with better ones put in; these are given for all rows that need one."""
    rows = where.any(axis=1)
    mended = Estimate(*(part.copy() for part in rough))
    for part, good in zip(mended, better, strict=True):
        part[rows] = np.where(where[rows], good, part[rows])
    return mended


def _where(condition: Mask, one: Estimate, other: Estimate) -> Estimate:
    return Estimate(*(np.where(condition, a, b) for a, b in zip(one, other, strict=True)))
