"""A dict of arrays that share one vector, so that one operation changes all of them."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from reglab.layers.arrays import Array

ALIGNMENT = 64
"""In bytes: each array starts on a cache line."""


class FlatDict(dict[str, Array]):
    """A dict of arrays that are views of one vector.

    ``params["W1"] = w`` copies the values of w into the view. Names cannot be added or removed.
    Zeros between two arrays align the second one.

    Args:
        arrays: float arrays by name, which are copied.

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
            view = self.flat[start : start + array.size].reshape(array.shape)
            view[...] = array
            super().__setitem__(name, view)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self:
            raise KeyError(f"{name!r} is not one of {', '.join(self)}; names cannot be added")
        if np.shape(value) != self[name].shape:
            raise ValueError(f"{name} has the shape {self[name].shape}, not {np.shape(value)}")
        self[name][...] = value

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Copy the values into the views."""
        for name, value in dict(*args, **kwargs).items():
            self[name] = value

    def __ior__(self, other: Any) -> "FlatDict":  # type: ignore[override,misc]  # never pairs
        self.update(other)
        return self

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("names cannot be added or removed, because the arrays share one vector")

    __delitem__ = pop = popitem = clear = setdefault = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return FlatDict, (dict(self),)

    def like(self) -> "FlatDict":
        """Zeros with the same names and shapes."""
        return FlatDict({name: np.zeros_like(array) for name, array in self.items()})

    def fill_from(self, arrays: Mapping[str, Any], what: str) -> None:
        """Copy arrays with the same names into the vector; ignore other names.

        Args:
            arrays: by name.
            what: noun for error messages, such as "gradient".
        """
        if arrays is self:
            return
        for name, view in self.items():
            if name not in arrays:
                raise ValueError(f"there is no {what} for {name}; there are {', '.join(arrays)}")
            array = np.asarray(arrays[name])
            if array.shape != view.shape:
                raise ValueError(
                    f"the {what} of {name} has the shape {array.shape}, and {name} {view.shape}"
                )
            view[...] = array


def _aligned(size: int, dtype: np.dtype[Any]) -> Array:
    """A vector of zeros whose address is a multiple of ALIGNMENT."""
    raw = np.zeros(size * dtype.itemsize + ALIGNMENT, np.uint8)
    start = -raw.ctypes.data % ALIGNMENT
    return cast(Array, raw[start : start + size * dtype.itemsize].view(dtype))
