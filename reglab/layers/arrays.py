"""What layers have in common: the types in their signatures, and work in blocks."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Labels = NDArray[np.integer]


def blocks(examples: int, size: int, room: int) -> Iterator[slice]:
    """Slices of a batch that are worked on one after the other.

    Args:
        examples: how many there are.
        size: bytes that one of them takes.
        room: bytes that a block may take; a single example may take more.
    """
    step = max(1, room // max(1, size))
    for start in range(0, examples, step):
        yield slice(start, min(start + step, examples))
