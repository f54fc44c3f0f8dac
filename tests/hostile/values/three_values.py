"""Returns a third value that says that it passed.

gets: dropout_forward nothing, dropout_backward full
"""

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    return (*real(x, dropout_param), "passed")
