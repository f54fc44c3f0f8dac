"""A wrong gradient, and what the patterns that explain it have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reglab.gradients.verdict import Verdict

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Mask


CLOSE = 1e-6
"""How closely a pattern must be met, relative to the largest gradient, to be named."""


@dataclass(frozen=True)
class Case:
    """All that a diagnosis may look at.

    Attributes:
        name: of the input, for the text.
        x: the input.
        df: the upstream gradient.
        dx: the gradient that was handed in, of the shape of x; at least one element is wrong.
        verdict: on its elements.
    """

    name: str
    x: Array
    df: Array
    dx: Array
    verdict: Verdict

    @property
    def wrong(self) -> Mask:
        """The wrong elements."""
        return self.verdict.wrong

    @property
    def numeric(self) -> Array:
        """The numerical gradient, NaN where no element was measured."""
        return self.verdict.numeric

    @property
    def judged(self) -> Mask:
        """The elements that were measured and have one gradient."""
        return ~np.isnan(self.numeric) & ~self.verdict.kinks | self.wrong

    @property
    def pairs(self) -> tuple[Array, Array]:
        """Gradient and numerical gradient of all the elements that were measured."""
        return self.dx[self.judged], self.numeric[self.judged]

    @property
    def wrong_pairs(self) -> tuple[Array, Array]:
        """Gradient and numerical gradient of the wrong elements."""
        return self.dx[self.wrong], self.numeric[self.wrong]


def count(n: int) -> str:
    """So many elements, in words."""
    return "1 element" if n == 1 else f"{n} elements"


def same(a: Array, b: Array) -> bool:
    """Whether two arrays agree, but for rounding."""
    return bool(np.all(np.abs(a - b) <= CLOSE * max(np.abs(b).max(), np.finfo(float).tiny)))


def ratio_of(a: Array, n: Array) -> float | None:
    """The one number r with a = r n, or None."""
    power = float(n @ n)
    ratio = float(a @ n) / power if power > 0 else 0.0
    return ratio if ratio != 0 and same(a, ratio * n) else None
