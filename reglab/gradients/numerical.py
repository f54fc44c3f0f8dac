"""Numerical gradients with the names and signatures of cs231n."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab.gradients.structure import declared, none

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from reglab.gradients.arrays import Array


def relative_error(x: ArrayLike, y: ArrayLike) -> float:
    """Largest relative error between two arrays, as in cs231n.

    Returns:
        The maximum of |x - y| / max(1e-8, |x| + |y|) over the elements.
    """
    x, y = np.asarray(x), np.asarray(y)
    return float(np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))))


def numerical_gradient_array(
    f: Callable[[Array], Any],
    x: Array,
    df: Array | float,
    h: float = 1e-5,
    *,
    structure: str = "none",
) -> Array:
    """Gradient of sum(df * f(x)) with respect to x by central differences, as in cs231n.

    Args:
        f: maps an array of the shape of x to an array.
        x: float64, any shape. It is changed in place and restored, because f may use x instead
            of its argument.
        df: upstream gradient, of the shape of f(x).
        h: step.
        structure: "none" moves one element at a time. "elementwise", "rows" and "columns", as for
            check_gradient, move one element of each row at once, which is faster, but wrong for
            a function that mixes its rows.

    Returns:
        dx: of the shape of x.
    """
    dx, df = np.empty(x.shape), np.asarray(df)
    by = none(x.shape) if structure == "none" else declared(structure, x.shape, df.shape)
    for index in by.places():
        old = x[index].copy()
        x[index] = old + h
        right = np.array(f(x))
        x[index] = old - h
        change = right - np.asarray(f(x))  # a new array: f may return a view of x
        x[index] = old
        dx[index] = by.sum_out(change * df).reshape(old.shape) / (2 * h)
    return dx


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Gradient of a function that returns a number, by central differences.

    Args and returns as for numerical_gradient_array, with an upstream gradient of 1.
    """
    return numerical_gradient_array(f, x, 1.0, h)
