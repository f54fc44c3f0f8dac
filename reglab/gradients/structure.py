"""Structures of functions, which let many elements of the input move at once.

If each row of the output depends on its own row of the input, one element of each row can move at
the same time. Such a set of elements has one color.

Source: Curtis, Powell and Reid, On the estimation of sparse Jacobian matrices, 1974.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reglab.gradients.arrays import Index

NAMES = ("auto", "elementwise", "rows", "columns", "none")


@dataclass(frozen=True)
class Structure:
    """A division of input and output into groups.

    Group g of the output depends on group g of the input only.

    Attributes:
        name: for messages.
        shape: of the input.
        groups: number of groups, G: all elements, the length of an axis, or one.
        x_axis: axis of the input that counts the groups.
        out_axis: axis of the output that counts the groups.
    """

    name: str
    shape: tuple[int, ...]
    groups: int
    x_axis: int = 0
    out_axis: int = 0

    def split_x(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array like the input, reshaped to (G, C), with one group per row."""
        return _split(array, self.x_axis, self.groups)

    def split_out(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array like the output, reshaped to (G, outputs of a group)."""
        return _split(array, self.out_axis, self.groups)

    def split_outs(self, arrays: NDArray[Any]) -> NDArray[Any]:
        """Arrays like the output along two axes in front, reshaped to (..., G, outputs)."""
        front = arrays.swapaxes(2, 2 + self.out_axis) if self.out_axis else arrays
        return front.reshape(*arrays.shape[:2], self.groups, -1)

    def sum_out(self, array: NDArray[Any]) -> NDArray[Any]:
        """Sums over the outputs of each group, (G,)."""
        return sums(self.split_out(array))

    @cached_property
    def colors(self) -> Index:
        """Flat indices of the input, shape (C, G); row c is a color with one element per group."""
        return self.split_x(np.arange(math.prod(self.shape)).reshape(self.shape)).T

    def places(self) -> Iterator[tuple[int | slice, ...]]:
        """Indices of the input, one for each color; x[index] has one element of each group."""
        if self.name == "elementwise":
            yield (slice(None),) * len(self.shape)
        elif self.groups == 1:
            yield from np.ndindex(*self.shape)
        else:
            a = self.x_axis
            for i in np.ndindex(*self.shape[:a], *self.shape[a + 1 :]):
                yield (*i[:a], slice(None), *i[a:])

    def over_x(self, by_group: NDArray[Any]) -> NDArray[Any]:
        """Values of shape (G,), reshaped to broadcast with the input."""
        return self._over(by_group, len(self.shape), self.x_axis)

    def over_out(self, by_group: NDArray[Any], axes: int) -> NDArray[Any]:
        """Values of shape (G,), reshaped to broadcast with an output of so many axes."""
        return self._over(by_group, axes, self.out_axis)

    def _over(self, by_group: NDArray[Any], axes: int, axis: int) -> NDArray[Any]:
        if self.name == "elementwise":
            return by_group.reshape(self.shape)
        return by_group.reshape([self.groups if k == axis else 1 for k in range(axes)])


def sums(parts: NDArray[Any]) -> NDArray[Any]:
    """Sum of each row."""
    return parts[:, 0] if parts.shape[1] == 1 else parts.sum(axis=1)


def none(shape: tuple[int, ...]) -> Structure:
    """The structure of one group, in which any output depends on any element."""
    return Structure("none", shape, 1)


def candidates(shape: tuple[int, ...], out_shape: tuple[int, ...]) -> Iterator[Structure]:
    """Structures that fit the two shapes, from most groups to fewest."""
    size = math.prod(shape)
    if shape == out_shape and size > 1:
        yield Structure("elementwise", shape, size)
    pairs = [(a, b) for a in range(len(shape)) for b in range(len(out_shape))]
    fitting = [(a, b) for a, b in pairs if shape[a] == out_shape[b] > 1]
    for a, b in sorted(fitting, key=lambda pair: (-shape[pair[0]], pair[0] != pair[1])):
        yield Structure(_name(a, b), shape, shape[a], a, b)


def declared(name: str, shape: tuple[int, ...], out_shape: tuple[int, ...]) -> Structure:
    """The structure with a name, or a ValueError if the shapes do not fit.

    "auto" is the one with most groups, which is a guess. The first axis counts "rows", the second
    "columns"; in an input of one axis, such as a bias, the first axis counts columns, too.
    """
    if name not in NAMES:
        raise ValueError(f"structure must be one of {', '.join(NAMES)}, not {name!r}")
    if name == "none":
        return none(shape)
    if name == "auto":
        return next(candidates(shape, out_shape), none(shape))
    wanted = {"rows": {(0, 0)}, "columns": {(1, 1), (0, 1)} if len(shape) < 2 else {(1, 1)}}
    for found in candidates(shape, out_shape):
        if name == "elementwise":
            if found.name == name:
                return found
        elif found.name != "elementwise" and (found.x_axis, found.out_axis) in wanted[name]:
            return found
    if max((*shape, *out_shape), default=1) == 1:
        return none(shape)  # a single element has every structure
    raise ValueError(
        f"structure={name!r} does not fit an input of shape {shape} and an output of {out_shape}"
    )


def _name(x_axis: int, out_axis: int) -> str:
    if x_axis == out_axis < 2:
        return ("rows", "columns")[x_axis]
    return f"axis {x_axis} of the input by axis {out_axis} of the output"


def _split(array: NDArray[Any], axis: int, groups: int) -> NDArray[Any]:
    front = array.swapaxes(0, axis) if axis else array  # the order within a group is free
    return front.reshape(groups, -1)
