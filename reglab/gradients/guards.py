"""What a gradient check refuses to judge, each with a message that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from reglab.gradients.arrays import Array


def float64(value: Any, name: str) -> Array:
    """The value as a finite float64 array; a clear error for anything else."""
    if value is None:
        raise TypeError(f"{name} is None: is a return statement or an assignment missing?")
    if isinstance(value, tuple):
        raise TypeError(f"{name} is a tuple of {len(value)}: pick the part that is meant")
    array = np.asarray(value)
    if array.dtype == np.float32:
        raise TypeError(
            f"{name} is float32: a step small enough for a derivative drowns in its rounding; "
            "use float64"
        )
    if array.dtype != np.float64:
        raise TypeError(f"{name} has the dtype {array.dtype}; a gradient check needs float64")
    if not np.isfinite(array).all():
        bad = ~np.isfinite(array)
        first = np.argwhere(bad)[0].tolist()
        where = f", the first at {first}" if first else ""
        raise ValueError(f"{name} holds {bad.sum()} values that are NaN or infinite{where}")
    return array


def gradient(value: Any, x: Array, name: str) -> Array:
    """The gradient with respect to x as a finite float64 array of its shape."""
    dx = float64(value, f"d{name}")
    if dx.shape != x.shape:
        hint = ": is it transposed?" if dx.shape == x.shape[::-1] else ""
        raise ValueError(f"d{name} has the shape {dx.shape}, but {name} has {x.shape}{hint}")
    return dx


def upstream(value: Any, out: Array) -> Array:
    """The upstream gradient as an array of the shape of out."""
    df = float64(value, "df")
    if df.shape != out.shape:
        raise ValueError(f"df has the shape {df.shape}, but f returns {out.shape}")
    return df


def first_value(f: Callable[[dict[str, Array]], Any], inputs: dict[str, Array], name: str) -> Array:
    """Call f for the first time; see that its value is sound and that its inputs are unharmed."""
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
    """The function f, counted, with what it returns as an array.

    Args:
        f: the function. It must be given arrays that nobody else needs: it may write into them
            or return a view.
        name: of its input.
        count: how often it was called before.

    Attributes:
        count: how often f was called.
    """

    def __init__(self, f: Callable[[Array], Any], name: str, count: int) -> None:
        self.f, self.name, self.count = f, name, count

    def __call__(self, x: Array) -> Array:
        """The value of f, a float64 array."""
        self.count += 1
        out = np.asarray(self.f(x))
        # Infinite values are left to whoever asked: a step may lead out of the domain of f.
        return out if out.dtype == np.float64 else float64(out, f"f({self.name})")

    def refuse_random(self, x: Array, out: Array, times: int) -> None:
        """Call f at the same place again: the same must come out."""
        for _ in range(times):
            again = self(x.copy())
            # Threads may add in another order, so the last few bits are free.
            if not np.array_equal(again, out) and not (
                again.shape == out.shape and np.allclose(again, out, rtol=1e-9, atol=1e-12)
            ):
                raise ValueError(
                    "your function returns something else for the same input. If it draws a new "
                    "mask at every call, pass a seed"
                )
