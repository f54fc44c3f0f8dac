"""Random masks that keep each element with an exact probability, from one byte each."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def keep_mask(rng: np.random.Generator, shape: tuple[int, ...], p: float) -> NDArray[np.bool_]:
    """True with probability p, independently for each element.

    A byte below 256 p says keep. One in 256 bytes is a tie, when 256 p is no whole number, and
    is settled by a draw of full precision, so that p is exact.

    Args:
        rng: is drawn from.
        shape: of the mask.
        p: probability of KEEPING an element, 0 to 1.
    """
    size = math.prod(shape)
    words = rng.integers(0, 2**64, -(-size // 8), dtype=np.uint64)  # faster than rng.bytes
    draws = words.view(np.uint8)[:size]
    threshold = int(256 * p)
    keep: NDArray[np.bool_] = draws < threshold
    chance = 256 * p - threshold
    if chance:
        ties = np.flatnonzero(draws == threshold)
        keep[ties] = rng.random(len(ties)) < chance
    return keep.reshape(shape)
