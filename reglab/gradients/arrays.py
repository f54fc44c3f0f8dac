"""Array types for annotations, which only type checkers import: numpy.typing is slow to load."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]
