"""Empties the dict that it is given, and fills x with NaN, in the hope to spoil later questions.

gets: dropout_forward 11, dropout_backward full
"""

import numpy as np
from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, (param, mask) = real(x.copy(), dict(dropout_param))
    dropout_param.clear()
    x[...] = np.nan
    return out, (param, mask)
