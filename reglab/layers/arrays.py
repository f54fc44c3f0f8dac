"""Types for signatures, and blocks of a batch."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Labels = NDArray[np.integer]

_ROOM = 1 << 20  # bytes, about the second-level cache of one core


def blocks(examples: int, size: int) -> Iterator[slice]:
    """Slices of a batch, each small enough for the cache of the processor.

    Args:
        examples: number of examples.
        size: bytes that one example needs.
    """
    step = max(1, _ROOM // max(1, size))
    for start in range(0, examples, step):
        yield slice(start, min(start + step, examples))
