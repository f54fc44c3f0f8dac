"""The verdict on each element of a gradient."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.differences import Differences
from reglab.gradients.directions import check_at_once, compare, find_doubtful
from reglab.gradients.estimates import estimate
from reglab.gradients.probing import confirmed, structure_of
from reglab.gradients.settings import Settings
from reglab.gradients.structure import none
from reglab.gradients.ties import wrong_ties

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask


@dataclass(frozen=True)
class Verdict:
    """The verdict on each element; all arrays have the shape of x.

    Attributes:
        numeric: numerical gradient, NaN for an element that was not measured.
        error: relative error of the element, or of its group if it was not measured.
        wrong: mask of the elements with an error above the tolerance.
        kinks: mask of the elements whose left and right slopes differ.
        tied: mask of the tied elements whose sum is wrong.
        measured: True if the gradient was doubtful, and elements were measured.
    """

    numeric: Array
    error: Array
    wrong: Mask
    kinks: Mask
    tied: Mask
    measured: bool


def judge(differences: Differences, dx: Array, settings: Settings, guessed: bool) -> Verdict:
    """Check dx along random directions, and then its doubtful elements one by one.

    Args:
        differences: of the function.
        dx: the gradient to check.
        settings: of the check.
        guessed: True if the structure is a guess, which needs a probe.

    Raises:
        ValueError: the function does not have the declared structure, or it is not finite near
            x.
    """
    error = check_at_once(differences, dx, settings, guessed)
    if error is not None:
        return _right(error, dx.shape)
    if guessed:
        differences = replace(differences, structure=structure_of(differences, settings.rng))
    right, by_group = compare(differences, dx, settings)
    if right.all():
        return _right(differences.structure.over_x(by_group), dx.shape)
    verdict = measure(differences, dx, settings)
    if confirmed(differences, verdict.numeric, verdict.wrong & ~verdict.kinks, settings.rng):
        return verdict
    if not guessed:
        raise ValueError(
            f"your function does not have structure={differences.structure.name!r}: one element of "
            "x changes other parts of f(x), too; leave the structure out"
        )
    plain = replace(differences, structure=none(dx.shape))
    return judge(plain, dx, settings, guessed=False)


def _right(error: Array, shape: tuple[int, ...]) -> Verdict:
    """The verdict for a right gradient, without measured elements."""
    nowhere, unknown = np.zeros(shape, bool), np.full(shape, np.nan)
    error = error + np.zeros(shape)
    return Verdict(unknown, error, nowhere, nowhere, nowhere, measured=False)


def measure(differences: Differences, dx: Array, settings: Settings) -> Verdict:
    """Measure all doubtful elements."""
    colors, rtol = differences.structure.colors, settings.rtol
    if len(colors) > settings.most:
        colors = find_doubtful(differences, dx, settings)
    found = estimate(differences, colors, dx.flat[colors], settings)
    if np.isinf(found.noise).any():
        i = np.unravel_index(colors[np.isinf(found.noise)][0], dx.shape)
        raise ValueError(
            f"f(x) is NaN or infinite if x{[int(k) for k in i]} moves; is x at the border of the "
            "domain of f?"
        )
    numeric, error, kinks = (np.full(dx.shape, fill) for fill in (np.nan, np.nan, False))
    numeric.flat[colors] = found.center
    error.flat[colors] = found.error(dx.flat[colors], rtol)
    kinks.flat[colors] = found.low < found.high
    wrong = np.nan_to_num(error) > rtol
    tied = wrong_ties(differences, dx, kinks) & ~wrong
    return Verdict(numeric, error, wrong | tied, kinks, tied, measured=True)


def numerical(differences: Differences, most: int) -> Array:
    """Numerical gradient of the first colors, and NaN elsewhere."""
    colors = differences.structure.colors[:most]
    numeric = np.full(differences.x.shape, np.nan)
    numeric.flat[colors] = differences.slopes(colors).central
    return numeric
