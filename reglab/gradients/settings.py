"""Settings of a gradient check."""

from __future__ import annotations  # numpy.random is slow to load

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Settings:
    """Settings of a gradient check.

    Attributes:
        rtol: accepted relative error, in addition to rounding noise.
        most: largest number of colors to measure, with 2 calls of the function each.
        rng: source of the random numbers.
    """

    rtol: float
    most: int
    rng: np.random.Generator
