"""Equality to the last bit of what can cross to a worker."""

from typing import Any

import numpy as np

from autograder.worker import wire


def same(a: Any, b: Any) -> bool:
    """True when two arguments are the same to the last bit; handles by what they stand for."""
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is np.ndarray:
        return a.dtype == b.dtype and a.shape == b.shape and _same_bits(a, b)
    if kind in (tuple, list):
        return len(a) == len(b) and all(map(same, a, b))
    if kind is dict:
        return list(a) == list(b) and all(map(same, a.values(), b.values()))
    if kind is wire.Handle:
        return bool(a.id == b.id)
    return bool(a == b)


def _same_bits(a: Any, b: Any) -> bool:
    if a.nbytes < 1 << 14:  # where a call of numpy costs more than a copy
        return bool(a.tobytes() == b.tobytes())
    return bool(np.array_equal(a, b))
