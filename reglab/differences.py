"""Finite differences: derivatives from values of a function alone."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEP = 2.0**-17
"""Step relative to max(1, |x|): rounding and curvature then cost about the same, 1e-11."""


class Slopes(NamedTuple):
    """One-sided slopes at a point, and the rounding noise that either may carry."""

    left: float
    right: float
    noise: float

    @property
    def central(self) -> float:
        """The central difference."""
        return (self.left + self.right) / 2

    @property
    def gap(self) -> float:
        """How far the two sides disagree: of the order of the step, except at a kink."""
        return abs(self.right - self.left)


class Differences:
    """Difference quotients of sum(df * f(x)) with respect to single elements of x.

    Args:
        f: maps an array of the shape of x to an array of the shape of df. It is given copies.
        x: where the derivative is wanted; any shape, float64.
        df: upstream gradient, of the shape of f(x).
        centre: f(x).

    Attributes:
        evaluations: how often f has been called, the call for the centre included.
    """

    def __init__(self, f: Callable[[Array], Array], x: Array, df: Array, centre: Array) -> None:
        self.f, self.x, self.df, self.centre = f, x, df, centre
        self.evaluations = 1

    def step(self, i: int) -> float:
        """The usual step for element i of the flattened x."""
        return STEP * max(1.0, abs(float(self.x.flat[i])))

    def slopes(self, i: int, h: float) -> Slopes:
        """Slopes to the left and the right of element i of the flattened x, at a step of h."""
        right, noise_right = self._one_side(i, h)
        left, noise_left = self._one_side(i, -h)
        return Slopes(left, right, noise_left + noise_right)

    def _one_side(self, i: int, h: float) -> tuple[float, float]:
        moved = self.x.copy()
        moved.flat[i] += h
        step = float(moved.flat[i] - self.x.flat[i])  # what is left of h after rounding
        out = self.f(moved)
        self.evaluations += 1
        change = out - self.centre  # before the sum: outputs that do not react add no noise
        size, still = np.abs(self.df * out), change == 0
        # An output that seems not to react may do so by less than its last bit.
        rounded = size[~still].sum() + size[still].max(initial=0.0)
        noise = 4 * np.finfo(np.float64).eps * float(rounded) / abs(step)
        return float((self.df * change).sum()) / step, noise


def relative_error(x: Array, y: Array) -> float:
    """Largest relative error between two arrays, as cs231n has it.

    Returns:
        The maximum over the elements of |x - y| / max(1e-8, |x| + |y|): 0 where they are
        equal, 1 where they have nothing in common.
    """
    x, y = np.asarray(x), np.asarray(y)
    return float(np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))))


def numerical_gradient_array(
    f: Callable[[Array], Array], x: Array, df: Array | float, h: float = 1e-5
) -> Array:
    """Gradient of sum(df * f(x)) with respect to x by central differences, as in cs231n.

    Args:
        f: maps an array of the shape of x to an array.
        x: float64, any shape. It is changed in place and restored, because f may read x
            itself instead of its argument.
        df: upstream gradient, of the shape of f(x).
        h: step.

    Returns:
        dx: of the shape of x.
    """
    dx = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        right = np.array(f(x))
        x[index] = old - h
        left = np.array(f(x))
        x[index] = old
        dx[index] = np.sum((right - left) * df) / (2 * h)
    return dx


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Gradient of a function that returns a number, by central differences.

    Args and returns as for numerical_gradient_array, with an upstream gradient of 1.
    """
    return numerical_gradient_array(lambda x: np.asarray(f(x)), x, 1.0, h)
