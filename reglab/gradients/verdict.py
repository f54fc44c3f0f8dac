"""From a gradient in doubt to its wrong elements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.differences import Differences
from reglab.gradients.directions import compare, first_glance, suspects
from reglab.gradients.estimates import estimate
from reglab.gradients.probing import holds, structure_of
from reglab.gradients.settings import Settings
from reglab.gradients.structure import none
from reglab.gradients.ties import overfull

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask


@dataclass(frozen=True)
class Verdict:
    """What was found out about every element; all arrays have the shape of x.

    Attributes:
        numeric: the numerical gradient, NaN where no element was measured.
        error: relative error of the element, or of its group where it was not measured.
        wrong: where the error exceeds the tolerance.
        kinks: where the slopes to the left and the right disagree.
        tied: the wrong elements that would be right if others at the same kink had less.
        measured: whether any element was measured, because the gradient was in doubt.
    """

    numeric: Array
    error: Array
    wrong: Mask
    kinks: Mask
    tied: Mask
    measured: bool


def judge(differences: Differences, dx: Array, settings: Settings, guessed: bool) -> Verdict:
    """Judge dx by random directions, and element by element where these leave a doubt.

    Args:
        differences: of the function.
        dx: the gradient to judge.
        settings: of the check.
        guessed: whether the structure is a guess, to be revised before anything is blamed.

    Raises:
        ValueError: the structure that was declared is not the function's, or the function is
            not finite close to x.
    """
    error = first_glance(differences, dx, settings, guessed)
    if error is not None:
        return _right(error, dx.shape)
    if guessed:
        differences = replace(differences, structure=structure_of(differences, settings.rng))
    right, by_group = compare(differences, dx, settings)
    if right.all():
        return _right(differences.structure.over_x(by_group), dx.shape)
    verdict = measure(differences, dx, settings)
    if holds(differences, verdict.numeric, verdict.wrong & ~verdict.kinks, settings.rng):
        return verdict
    if not guessed:
        raise ValueError(
            f"structure={differences.structure.name!r} is not true of your function: an element "
            "of x moved alone changes other parts of f(x) too; leave the structure out"
        )
    plain = replace(differences, structure=none(dx.shape))
    return judge(plain, dx, settings, guessed=False)


def _right(error: Array, shape: tuple[int, ...]) -> Verdict:
    """Nothing is wrong, and nothing had to be measured."""
    nowhere, unknown = np.zeros(shape, bool), np.full(shape, np.nan)
    error = error + np.zeros(shape)
    return Verdict(unknown, error, nowhere, nowhere, nowhere, measured=False)


def measure(differences: Differences, dx: Array, settings: Settings) -> Verdict:
    """Measure every element that may be wrong."""
    colors, rtol = differences.structure.colors, settings.rtol
    if len(colors) > settings.most:
        colors = suspects(differences, dx, settings)
    found = estimate(differences, colors, dx.flat[colors], settings)
    if np.isinf(found.noise).any():
        i = np.unravel_index(colors[np.isinf(found.noise)][0], dx.shape)
        raise ValueError(
            f"f(x) is NaN or infinite as soon as x{[int(k) for k in i]} moves; does x lie on the "
            "border of where f is defined?"
        )
    numeric, error, kinks = (np.full(dx.shape, fill) for fill in (np.nan, np.nan, False))
    numeric.flat[colors] = found.center
    error.flat[colors] = found.error(dx.flat[colors], rtol)
    kinks.flat[colors] = found.low < found.high
    wrong = np.nan_to_num(error) > rtol
    tied = overfull(differences, dx, kinks) & ~wrong
    return Verdict(numeric, error, wrong | tied, kinks, tied, measured=True)


def numerical(differences: Differences, most: int) -> Array:
    """The numerical gradient, NaN for what is beyond the first colors."""
    colors = differences.structure.colors[:most]
    numeric = np.full(differences.x.shape, np.nan)
    numeric.flat[colors] = differences.slopes(colors).central
    return numeric
