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
    """The number r with a = r n, or None."""
    power = float(n @ n)
    ratio = float(a @ n) / power if power > 0 else 0.0
    return ratio if ratio != 0 and same(a, ratio * n) else None
