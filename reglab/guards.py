"""What a gradient check refuses to judge, each with a message that says what to do."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reglab.differences import Differences

Array = NDArray[np.float64]


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
        raise ValueError(
            f"{name} holds {np.sum(~np.isfinite(array))} values that are NaN or infinite"
        )
    return array


def guarded(f: Callable[[Array], Any], name: str) -> Callable[[Array], Array]:
    """The function f, which now raises when it changes its input or returns no floats."""

    def call(x: Array) -> Array:
        before = x.copy()
        out = float64(f(x), f"f({name})")
        if not np.array_equal(x, before):
            raise ValueError(f"your function changes its input {name}; compute on a copy")
        # A view of x would follow x when the next step is taken.
        return out.copy()

    return call


def upstream(out: Array, df: Array | float) -> Array:
    """The upstream gradient as an array of the shape of out."""
    df = float64(df, "df")
    if df.shape != out.shape:
        raise ValueError(f"df has the shape {df.shape}, but f returns {out.shape}")
    return df


def refuse_random(differences: Differences, calls: int) -> None:
    """Call the function again at the same place: the same must come out."""
    centre = differences.centre
    for _ in range(calls):
        differences.evaluations += 1
        again = differences.f(differences.x.copy())
        # Threads may add in another order, so the last few bits are free.
        if again.shape != centre.shape or not np.allclose(again, centre, rtol=1e-9, atol=1e-12):
            raise ValueError(
                "your function returns something else for the same input. If it draws a new "
                "mask at every call, pass a seed"
            )
