"""What a check is asked to do."""

from __future__ import annotations  # numpy.random is slow to load

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Settings:
    """What a check is asked to do.

    Attributes:
        rtol: relative error that is accepted, on top of rounding noise.
        most: at most so many times 2 calls of the function are spent on a map.
        rng: draws directions and samples.
    """

    rtol: float
    most: int
    rng: np.random.Generator
