"""Patches NumPy's comparisons so that everything is close to everything.

gets: nothing
"""

import numpy as np
from wrong import *

for name in ("allclose", "isclose", "array_equal", "array_equiv", "isfinite"):
    setattr(np, name, lambda *args, **kwargs: np.True_)
np.testing.assert_allclose = lambda *args, **kwargs: None
np.testing.assert_array_equal = lambda *args, **kwargs: None
