"""Names for arrays in annotations. Type checkers alone import them: numpy.typing loads slowly."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]
