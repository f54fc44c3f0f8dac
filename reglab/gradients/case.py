"""A wrong gradient, and helpers for the patterns that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.verdict import Verdict

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask


CLOSE = 1e-6
"""Largest error of a pattern, relative to the largest gradient."""

FAINT = 1e-3
"""Size of a small element, relative to the largest, and the error of a factor there."""


@dataclass(frozen=True)
class Case:
    """A wrong gradient, for a diagnosis.

    Attributes:
        name: of the input, for the text.
        x: the input.
        df: the upstream gradient.
        dx: the gradient, of the shape of x; at least one element is wrong.
        verdict: the verdict on its elements.
    """

    name: str
    x: Array
    df: Array
    dx: Array
    verdict: Verdict

    @property
    def wrong(self) -> Mask:
        """Mask of the wrong elements."""
        return self.verdict.wrong

    @property
    def numeric(self) -> Array:
        """Numerical gradient, NaN for an element that was not measured."""
        return self.verdict.numeric

    @property
    def judged(self) -> Mask:
        """Mask of the measured elements, except right ones at kinks."""
        return ~np.isnan(self.numeric) & ~self.verdict.kinks | self.wrong

    @property
    def scope(self) -> str:
        """Words for the elements that a sentence speaks of; empty if all were measured."""
        n = int(np.count_nonzero(~np.isnan(self.numeric)))
        return "" if n == self.dx.size else f" in the {count(n)} that were measured"

    @property
    def pairs(self) -> tuple[Array, Array]:
        """Gradient and numerical gradient of the judged elements."""
        return self.dx[self.judged], self.numeric[self.judged]

    @property
    def wrong_pairs(self) -> tuple[Array, Array]:
        """Gradient and numerical gradient of the wrong elements."""
        return self.dx[self.wrong], self.numeric[self.wrong]


def count(n: int) -> str:
    """A number of elements in words."""
    return "1 element" if n == 1 else f"{n} elements"


def same(a: Array, b: Array) -> bool:
    """True if two arrays agree, except for rounding."""
    return bool(np.all(np.abs(a - b) <= CLOSE * max(np.abs(b).max(), np.finfo(float).tiny)))


def ratio_of(a: Array, n: Array) -> float | None:
    """The number r with a = r n, or None; in small elements, too."""
    power = float(n @ n)
    ratio = float(a @ n) / power if power > 0 else 0.0
    if ratio == 0 or not same(a, ratio * n):
        return None
    allowed = FAINT * np.abs(ratio * n) + CLOSE / 10 * np.abs(a).max()
    return ratio if np.all(np.abs(a - ratio * n) <= allowed) else None


def distinct(values: Array) -> int:
    """Number of absolute values that differ from each other and are not small.

    Equal values tell a pattern from chance no better than one of them.
    """
    sizes = np.sort(np.abs(values))
    large = sizes[sizes > max(FAINT * sizes[-1], 0.0)] if sizes.size else sizes
    return int(np.count_nonzero(np.diff(large) > CLOSE * sizes[-1])) + 1 if large.size else 0


def factor_of(a: Array, n: Array) -> float | None:
    """The number r with a = r n, or None where it may be chance.

    Any number is a multiple of any other, so that equal values need an r that is known by itself:
    -1, or a whole number up to 100 or its inverse.
    """
    ratio = ratio_of(a, n)
    if ratio is None or distinct(n) > 1:
        return ratio
    times = max(ratio, 1 / ratio)
    whole = 1.5 < times < 100.5 and abs(times - round(times)) < CLOSE * times
    return ratio if whole or abs(ratio + 1) < CLOSE else None


def times(ratio: float) -> str:
    """A factor in words, with as many digits as it needs."""
    short = f"{ratio:.3f}"
    near = abs(float(short) - ratio) <= 5e-4 * abs(ratio) and short != "1.000"
    return f"exactly {short if near else f'{ratio:.7g}'} times the numerical gradient"
