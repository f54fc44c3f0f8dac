"""Finite differences of sum(df * f(x)) with respect to x."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reglab.gradients.structure import Structure

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array, Index


STEP = 2.0**-17
"""Step relative to max(1, |x|), with errors of rounding and curvature of about 1e-11 each."""

AT_ONCE = 1 << 14
"""Outputs that are looked at together: many, and few enough for a processor's cache."""

FAINT = 0.01
"""Smallest share of a gradient, hidden by noise, that is reported."""

EPS, TINY = float(np.finfo(np.float64).eps), float(np.finfo(np.float64).tiny)


class Slopes(NamedTuple):
    """Left and right slopes of some elements, with their rounding noise."""

    left: Array
    right: Array
    noise: Array

    @property
    def central(self) -> Array:
        """Central differences."""
        return (self.left + self.right) / 2

    @property
    def gap(self) -> Array:
        """Difference of left and right slope, as small as the step, except at a kink."""
        return np.abs(self.right - self.left)


class Move(NamedTuple):
    """Change of the outputs in a move of all elements, and its prediction by a gradient.

    Attributes:
        change: of each output, times df.
        predicted: gradient of each element times its move; the sum is that of change.
        values: outputs before the move, times df, for the noise.
    """

    change: Array
    predicted: Array
    values: Array


@dataclass(frozen=True)
class Differences:
    """Difference quotients of sum(df * f(x)) with respect to x.

    Attributes:
        f: a function from an array like x to an array like df. Each call gets a new array.
        x: the point, any shape.
        df: upstream gradient, of the shape of f(x).
        center: f(x).
        structure: of f.
    """

    f: Callable[[Array], Array]
    x: Array
    df: Array
    center: Array
    structure: Structure

    @cached_property
    def step(self) -> Array:
        """Standard step of each element, of the shape of x."""
        return STEP * np.maximum(1.0, np.abs(self.x))

    def moved_to(self, x: Array) -> Differences:
        """Differences at another point."""
        return replace(self, x=x, center=self.f(x.copy()))

    def along(self, direction: Array, dx: Array) -> Move:
        """Move all elements at once, forward and backward.

        Args:
            direction: move of each element, of the shape of x.
            dx: a gradient, of the shape of x.
        """
        ahead, back = self.x + direction, self.x - direction
        moved = ahead - back  # after rounding
        return Move(self.df * (self.f(ahead) - self.f(back)), dx * moved, self.df * self.center)

    def hidden(self, dx: Array) -> float:
        """Relative error of dx that rounding noise can hide."""
        values = self.df * self.center
        noise, size = (
            4 * EPS / STEP * math.sqrt(np.vdot(values, values)),
            math.sqrt(np.vdot(dx, dx)),
        )
        if noise < FAINT * size:
            return 0.0
        far = self.x + 1024 * self.step
        if np.array_equal(self.f(far), self.center):
            return 0.0  # nothing depends on x
        return noise / size if size else math.inf

    def slopes(self, colors: Index, scale: float = 1.0) -> Slopes:
        """Slopes of single elements; those of a color move together.

        Args:
            colors: rows of structure.colors, shape (K, G).
            scale: of the step.

        Returns:
            Slopes of shape (K, G).
        """
        size = max(1, AT_ONCE // max(1, self.center.size))
        parts = [self._slopes(colors[k : k + size], scale) for k in range(0, len(colors), size)]
        return (
            parts[0] if len(parts) == 1 else Slopes(*map(np.concatenate, zip(*parts, strict=True)))
        )

    def _slopes(self, colors: Index, scale: float) -> Slopes:
        """The same of a few colors: what the calls return is looked at together."""
        there = self.x.reshape(-1)[colors]
        ends = there + np.multiply.outer([1.0, -1.0], scale * self.step.reshape(-1)[colors])
        steps = ends - there  # after rounding, (2, K, G)
        outs = np.empty((*steps.shape[:2], *self.center.shape))
        for k, idx in enumerate(colors):
            for side in (0, 1):
                moved = self.x.flatten()
                moved[idx] = ends[side, k]
                outs[side, k] = self.f(moved.reshape(self.x.shape))
        split = self.structure.split_outs
        change = outs - self.center  # outputs without a change add no noise
        noise = np.maximum(np.abs(outs, out=outs) * EPS, self.jitter)
        noise *= np.abs(self.df)
        still = change == 0
        # An output without a change may have one below its last bit.
        total = split(np.where(still, 0, noise)).sum(axis=-1)
        total += split(np.where(still, noise, 0)).max(axis=-1, initial=0.0)
        right, left = split(np.multiply(change, self.df, out=change)).sum(axis=-1) / steps
        right_noise, left_noise = 4 * total / np.abs(steps)
        return Slopes(left, right, left_noise + right_noise)

    @cached_property
    def jitter(self) -> Array:
        """Change of each output if x changes in its last digits: rounding noise inside f.

        It is at least the last digit of the largest output of its group, for functions such as
        1 + x - 1.
        """
        rng = np.random.default_rng(0)
        nudges = (self.f(self.x * (1 + EPS * rng.uniform(-2, 2, self.x.shape))) for _ in range(3))
        moves: Array = np.max([np.abs(out - self.center) for out in nudges], axis=0)
        largest = self.structure.split_out(np.abs(self.center)).max(axis=1, initial=0.0)
        return np.maximum(moves, EPS * self.structure.over_out(largest, self.center.ndim))
