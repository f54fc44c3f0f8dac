"""What layers have in common: the types in their signatures, and work in blocks."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Labels = NDArray[np.integer]

_ROOM = 1 << 20  # bytes: about what the second-level cache of one core holds


def blocks(examples: int, size: int) -> Iterator[slice]:
    """Slices of a batch to be worked on one after the other, each within the processor's cache.

    Args:
        examples: how many there are.
        size: bytes that the work on one of them takes.
    """
    step = max(1, _ROOM // max(1, size))
    for start in range(0, examples, step):
        yield slice(start, min(start + step, examples))
