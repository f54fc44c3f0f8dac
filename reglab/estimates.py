"""What can be known about one derivative from differences: a value, or at a kink a range."""

from typing import NamedTuple

import numpy as np

from reglab.differences import Differences, Slopes

TINY = float(np.finfo(np.float64).tiny)

SCALES = (1.0, 1 / 64, 1 / 4096)
"""Steps for an element in doubt, in units of the usual one."""


class Estimate(NamedTuple):
    """The lowest and the highest derivative that would be right, and the noise on each."""

    low: float
    high: float
    noise: float

    @property
    def centre(self) -> float:
        """The middle of the range, which is the derivative itself except at a kink."""
        return (self.low + self.high) / 2

    def error(self, value: float, rtol: float) -> float:
        """Relative error of a value against the nearest right one.

        The floor under the denominator is such that a difference as large as the noise comes
        out as rtol.
        """
        nearest = min(max(value, self.low), self.high)
        return abs(value - nearest) / max(abs(value), abs(nearest), self.noise / rtol, TINY)


def quick(differences: Differences, i: int) -> Estimate:
    """The central difference at element i of the flattened x."""
    slopes = differences.slopes(i, differences.step(i))
    return Estimate(slopes.central, slopes.central, slopes.noise)


def careful(differences: Differences, i: int) -> Estimate:
    """The derivative at element i where the central difference may be misled.

    Two steps of nearly equal size are taken at each of three scales. Where they agree with each
    other and with all finer steps, curvature, rounding and a kink nearby do the least harm.
    """
    h = differences.step(i)
    pairs = [(differences.slopes(i, h * s), differences.slopes(i, 0.75 * h * s)) for s in SCALES]
    usual, fine, finest = (wide for wide, _ in pairs)
    if on_kink(usual, fine, finest):
        return Estimate(min(fine.left, fine.right), max(fine.left, fine.right), fine.noise)
    candidates = []
    for k, (wide, narrow) in enumerate(pairs):
        finer = (s for s, _ in pairs[k + 1 :])
        contradicted = max((abs(wide.central - s.central) - s.noise for s in finer), default=0.0)
        doubt = wide.noise + 3 * abs(wide.central - narrow.central) + max(contradicted, 0.0)
        candidates.append(Estimate(wide.central, wide.central, doubt))
    return min(candidates, key=lambda candidate: candidate.noise)


def on_kink(usual: Slopes, fine: Slopes, finest: Slopes) -> bool:
    """Whether the slopes to the left and the right keep disagreeing as the step shrinks.

    At a curve their gap shrinks with the step, and at a jump it grows.
    """
    shrinks = fine.gap < max(usual.gap / 2, 8 * fine.noise)
    grows = any(s.gap > 2 * usual.gap + 8 * s.noise for s in (fine, finest))
    # A kink between the two finer steps: the finest does not see it, if it can see so little.
    beside = finest.gap < fine.gap / 8 - 8 * finest.noise
    return not (shrinks or grows or beside)
