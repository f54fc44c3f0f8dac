"""Has numbers, classes and modules where functions should be.

gets: nothing
"""

import numpy as dropout_forward


class dropout_backward(dict):
    pass
