"""What can be known about derivatives from differences: a value, or at a kink a range."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reglab.gradients.differences import TINY, Array, Differences, Index, Slopes
from reglab.gradients.settings import Settings

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
    def centre(self) -> Array:
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


def estimate(
    differences: Differences, colours: Index, value: Array, settings: Settings
) -> Estimate:
    """The derivatives of some elements, with care where the usual difference leaves a doubt.

    Args:
        differences: of the function.
        colours: rows of the colours of its structure, shape (K, G).
        value: what is claimed of them, shape (K, G): a value that is far off is not in doubt.
        settings: of the check.

    Returns:
        Estimates of shape (K, G).
    """
    rtol, rng = settings.rtol, settings.rng
    slopes = differences.slopes(colours)
    quick = Estimate(slopes.central, slopes.central, slopes.noise)
    off = np.abs(value - slopes.central)
    settled = off > 100 * (slopes.gap + slopes.noise)
    bent = slopes.gap > 0.01 * (np.abs(slopes.left) + np.abs(slopes.right)) + 8 * slopes.noise
    doubt = ~(quick.error(value, rtol) <= rtol) & ~settled | bent | ~np.isfinite(off)
    quick = _refined(quick, doubt, lambda some: careful(differences, some), colours)
    kink = (quick.low < quick.high) & (quick.error(value, rtol) > rtol)
    return _refined(quick, kink, lambda some: meeting(differences, some, rng), colours)


def careful(differences: Differences, colours: Index) -> Estimate:
    """The derivatives where the central difference may be misled.

    Two steps of nearly equal size are taken at each of three scales. Where they agree with each
    other and with all finer steps, curvature, rounding and a kink nearby do the least harm.
    """
    pairs = [
        (differences.slopes(colours, s), differences.slopes(colours, 0.75 * s)) for s in SCALES
    ]
    wides = [wide for wide, _ in pairs]
    doubts = []
    for k, (wide, narrow) in enumerate(pairs):
        doubt = wide.noise + 3 * np.abs(wide.central - narrow.central)
        contradicted = [np.abs(wide.central - s.central) - s.noise for s in wides[k + 1 :]]
        doubts.append(doubt + np.max([*contradicted, np.zeros_like(doubt)], axis=0))
    noise = np.nan_to_num(np.array(doubts), nan=np.inf)  # outside of the domain of f
    best = noise.argmin(axis=0)[None]
    centre = np.take_along_axis(np.array([wide.central for wide in wides]), best, axis=0)[0]
    smooth = Estimate(centre, centre, np.take_along_axis(noise, best, axis=0)[0])
    fine, kink = wides[1], on_kink(*wides)
    low, high = np.minimum(fine.left, fine.right), np.maximum(fine.left, fine.right)
    return _where(kink, Estimate(low, high, fine.noise), smooth)


def on_kink(usual: Slopes, fine: Slopes, finest: Slopes) -> NDArray[np.bool_]:
    """Whether the slopes to the left and the right keep disagreeing as the step shrinks.

    At a curve their gap shrinks with the step, and at a jump it grows.
    """
    shrinks = ~(fine.gap >= np.maximum(usual.gap / 2, 8 * fine.noise))
    grows = np.any([s.gap > 2 * usual.gap + 8 * s.noise for s in (fine, finest)], axis=0)
    # A kink between the two finer steps: the finest does not see it, if it can see so little.
    beside = finest.gap < fine.gap / 8 - 8 * finest.noise
    return np.asarray(~(shrinks | grows | beside))


def meeting(differences: Differences, colours: Index, rng: np.random.Generator) -> Estimate:
    """The range of derivatives close to a kink, generous where several kinks meet.

    Take a net whose input, biases and hence first hidden layer are 0. Its relus may all pass
    their gradient on at 0, or none: both are right, and neither need lie between the slopes to
    the left and the right, which bend some relus each. So the slopes at points nearby are
    taken. One kink shows two of them; where more are seen, the range is widened.
    """
    x, step = differences.x, differences.step
    fine = differences.slopes(colours, SCALES[1])
    near = [
        differences.moved_to(x + step * rng.normal(size=x.shape)).slopes(colours, SCALES[2])
        for _ in range(SAMPLES)
    ]
    values = np.array([fine.left, fine.right, *(slopes.central for slopes in near)])
    low, high = values.min(axis=0), values.max(axis=0)
    off = np.minimum(values - low, high - values)
    several = (off > 0.01 * (high - low) + 8 * near[0].noise).sum(axis=0) > 2
    middle, spread = values[2:].mean(axis=0), 4 * values[2:].std(axis=0)
    low = np.where(several, np.minimum(low, middle - spread), np.minimum(fine.left, fine.right))
    high = np.where(several, np.maximum(high, middle + spread), np.maximum(fine.left, fine.right))
    return Estimate(low, high, fine.noise)


def _refined(
    rough: Estimate, doubt: NDArray[np.bool_], better: Callable[[Index], Estimate], colours: Index
) -> Estimate:
    """The estimates, replaced by better ones where in doubt."""
    rows = doubt.any(axis=1)
    if not rows.any():
        return rough
    new = Estimate(*(part.copy() for part in rough))
    found = _where(doubt[rows], better(colours[rows]), Estimate(*(part[rows] for part in rough)))
    for part, of in zip(new, found, strict=True):
        part[rows] = of
    return new


def _where(condition: NDArray[np.bool_], one: Estimate, other: Estimate) -> Estimate:
    return Estimate(*(np.where(condition, a, b) for a, b in zip(one, other, strict=True)))
