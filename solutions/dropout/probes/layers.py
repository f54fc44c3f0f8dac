"""Puts a known mask into a cache, and asks dropout_backward what it makes of it.

So a backward pass is judged without its forward pass, where that crashes or drops nothing.
"""

import copy

import layers
import numpy as np

DEPTH = 6  # of containers in a cache
CONTAINERS = (tuple, list, dict)


def backward_given(dout, cache, x, out, keep):
    """dropout_backward(dout, cache), with the units in keep kept instead of the student's own.

    Args:
        dout: upstream gradient, of the shape of keep.
        cache: of a forward pass of x in train mode, or in test mode where it leaves None in the
            place of a mask.
        x: input of that forward pass.
        out: its output, or None.
        keep: bool array.

    Returns:
        dx, and how many masks were found in the cache; None and 0 where there was none.
    """
    known = _Known(x, out, keep)
    changed = known.put_into(cache, 0)
    if not known.found:
        return {"dx": None, "found": 0}
    return {"dx": layers.dropout_backward(dout, changed), "found": known.found}


def cache_is_none(cache):
    """Whether a forward pass left None in the place of a cache."""
    return cache is None


class _Known:
    """A known mask, in the form of each mask that it replaces."""

    def __init__(self, x, out, keep):
        self.shape, self.keep, self.found = x.shape, keep, 0
        same = isinstance(out, np.ndarray) and out.shape == x.shape
        self.kept = out != 0 if same else None

    def put_into(self, value, depth):
        if depth > DEPTH or isinstance(value, (str, bytes, type)):
            return "train" if isinstance(value, str) and value == "test" else value
        if value is None and depth:
            self.found += 1
            return self.keep * 1.0
        if isinstance(value, np.ndarray):
            return self.instead_of(value) if self.is_mask(value) else value
        if isinstance(value, CONTAINERS):
            return self.container(value, depth + 1)
        return self.instance(value, depth + 1) if _names(value) else value

    def is_mask(self, array):
        """An array of x's shape with one value, or with that one and 0."""
        if array.shape != self.shape or array.dtype.kind not in "biuf":
            return False
        return len(np.unique(array[array != 0])) <= 1

    def instead_of(self, mask):
        """The known mask, scaled as the one that it replaces; that may hold the dropped units."""
        self.found += 1
        there = mask != 0
        keeps = there.any() if self.kept is None else np.mean(there == self.kept) >= 0.5
        scale = mask[there][0] if there.any() else mask.dtype.type(1)
        return (self.keep if keeps else ~self.keep) * scale

    def container(self, value, depth):
        if isinstance(value, dict):
            changed = copy.copy(value)
            changed.update({key: self.put_into(part, depth) for key, part in value.items()})
            return changed
        parts = [self.put_into(part, depth) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)

    def instance(self, value, depth):
        changed = copy.copy(value)
        for name in _names(value):
            object.__setattr__(changed, name, self.put_into(getattr(value, name), depth))
        return changed


def _names(value):
    """Names of the attributes that an object of the student's own class holds."""
    if type(value).__module__ != "layers":
        return []
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    return [name for name in [*getattr(value, "__dict__", ()), *slots] if hasattr(value, name)]
