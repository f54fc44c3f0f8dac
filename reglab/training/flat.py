"""A dict of arrays that all lie in one vector, so that one operation reaches them all."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

ALIGNMENT = 64
"""Bytes. Every array starts on a cache line, as an array of its own would."""


class FlatDict(dict[str, Array]):
    """Named arrays that are windows on one vector, and otherwise an ordinary dict.

    ``params["W1"] = w`` writes the values of w into the window, so that the vector and the dict
    never part. Names cannot be added or removed. Between two arrays there may be a few zeros,
    so that each is aligned.

    Args:
        arrays: what to copy into the vector, by name; all of one float dtype, or of several
            that NumPy promotes to one.

    Attributes:
        flat: the vector, shape (size,).
    """

    flat: Array

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        given = {name: np.asarray(array) for name, array in arrays.items()}
        dtype = np.result_type(*given.values()) if given else np.dtype(float)
        if dtype.kind != "f":
            raise TypeError(f"parameters must be float32 or float64 arrays, not {dtype}")
        step = ALIGNMENT // dtype.itemsize
        starts = np.cumsum([0] + [-(-array.size // step) * step for array in given.values()])
        self.flat = _aligned(int(starts[-1]), dtype)
        for start, (name, array) in zip(starts, given.items(), strict=False):
            window = self.flat[start : start + array.size].reshape(array.shape)
            window[...] = array
            super().__setitem__(name, window)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self:
            raise KeyError(f"{name!r} is not among {', '.join(self)}, and none can be added")
        if np.shape(value) != self[name].shape:
            raise ValueError(f"{name} has the shape {self[name].shape}, not {np.shape(value)}")
        self[name][...] = value

    def update(self, *args: Any, **kwargs: Any) -> None:
        """As for any dict, and the values go into the windows."""
        for name, value in dict(*args, **kwargs).items():
            self[name] = value

    def __ior__(self, other: Any) -> "FlatDict":  # type: ignore[override,misc]  # never pairs
        self.update(other)
        return self

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("names can be neither added nor removed: the arrays share one vector")

    __delitem__ = pop = popitem = clear = setdefault = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return FlatDict, (dict(self),)

    def like(self) -> "FlatDict":
        """Zeros under the same names, in the same shapes."""
        return FlatDict({name: np.zeros_like(array) for name, array in self.items()})

    def fill_from(self, arrays: Mapping[str, Any], what: str) -> None:
        """Copy arrays of the same names into the vector; others are left out of account.

        Args:
            arrays: by name.
            what: they are, for the errors, such as "gradient".
        """
        if arrays is self:
            return
        for name, window in self.items():
            if name not in arrays:
                raise ValueError(f"there is no {what} for {name}; there are {', '.join(arrays)}")
            array = np.asarray(arrays[name])
            if array.shape != window.shape:
                raise ValueError(
                    f"the {what} of {name} has the shape {array.shape}, and {name} {window.shape}"
                )
            window[...] = array


def _aligned(size: int, dtype: np.dtype[Any]) -> Array:
    """A vector of zeros whose first element lies at a multiple of ALIGNMENT."""
    raw = np.zeros(size * dtype.itemsize + ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % ALIGNMENT
    return cast(Array, raw[start : start + size * dtype.itemsize].view(dtype))
