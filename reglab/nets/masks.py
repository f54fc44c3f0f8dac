"""Random masks that keep each element with an exact probability, from one byte each."""

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
    # random_raw gives whole words of 64 bits from PCG64, the generator of default_rng, and half
    # empty ones from some others; rng.bytes is right for all.
    size = int(np.prod(shape))
    draws = np.frombuffer(rng.bytes(size), np.uint8)
    threshold = int(256 * p)
    keep: NDArray[np.bool_] = draws < threshold
    chance = 256 * p - threshold
    if chance:
        ties = np.flatnonzero(draws == threshold)
        keep[ties] = rng.random(len(ties)) < chance
    return keep.reshape(shape)
