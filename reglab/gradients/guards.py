"""Checks of the arguments of a gradient check, with messages that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array


def float64(value: Any, name: str) -> Array:
    """A value as a finite float64 array, or an error."""
    if value is None:
        raise TypeError(f"{name} is None: is a return statement or an assignment missing?")
    if isinstance(value, tuple):
        raise TypeError(f"{name} is a tuple of {len(value)}: use one of its parts")
    array = np.asarray(value)
    if array.dtype == np.float32:
        raise TypeError(
            f"{name} is float32, whose rounding errors are too large for finite differences; use "
            "float64"
        )
    if array.dtype != np.float64:
        raise TypeError(f"{name} has the dtype {array.dtype}; a gradient check needs float64")
    if not np.isfinite(array).all():
        bad = ~np.isfinite(array)
        first = np.argwhere(bad)[0].tolist()
        where = f", the first at {first}" if first else ""
        raise ValueError(f"{name} contains {bad.sum()} values that are NaN or infinite{where}")
    return array


def gradient(value: Any, x: Array, name: str) -> Array:
    """A gradient as a finite float64 array of the shape of x."""
    dx = float64(value, f"d{name}")
    if dx.shape != x.shape:
        hint = ": is it transposed?" if dx.shape == x.shape[::-1] else ""
        raise ValueError(f"d{name} has the shape {dx.shape}, but {name} has {x.shape}{hint}")
    return dx


def upstream(value: Any, out: Array) -> Array:
    """An upstream gradient as an array of the shape of out."""
    df = float64(value, "df")
    if df.shape != out.shape:
        raise ValueError(f"df has the shape {df.shape}, but f returns {out.shape}")
    return df


def first_value(f: Callable[[dict[str, Array]], Any], inputs: dict[str, Array], name: str) -> Array:
    """Call f for the first time; check its value, and that it does not change its inputs."""
    given = {key: value.copy() for key, value in inputs.items()}
    out = float64(f(given), name).copy()
    for key, value in inputs.items():
        if not np.array_equal(given[key], value):
            raise ValueError(
                f"your function changes its input {key}; compute on a copy, as in "
                f"{key} = {key} * 2 instead of {key} *= 2"
            )
    return out


class Calls:
    """The function f with a counter, and with arrays as results.

    Args:
        f: the function. It may change its input or return a view of it.
        name: of its input.
        count: number of calls before.

    Attributes:
        count: number of calls.
    """

    def __init__(self, f: Callable[[Array], Any], name: str, count: int) -> None:
        self.f, self.name, self.count = f, name, count

    def __call__(self, x: Array) -> Array:
        """Value of f, a float64 array."""
        self.count += 1
        out = np.asarray(self.f(x))
        # Infinite values are allowed here: a step may leave the domain of f.
        return out if out.dtype == np.float64 else float64(out, f"f({self.name})")

    def refuse_random(self, x: Array, out: Array, times: int) -> None:
        """Raise an error if f returns another value for the same x."""
        for _ in range(times):
            again = self(x.copy())
            # The last bits may differ, because threads add in another order.
            if not np.array_equal(again, out) and not (
                again.shape == out.shape and np.allclose(again, out, rtol=1e-9, atol=1e-12)
            ):
                raise ValueError(
                    "your function returns different values for the same input. If it draws a new "
                    "mask at each call, pass a seed"
                )
