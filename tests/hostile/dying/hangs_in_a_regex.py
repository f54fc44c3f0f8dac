"""Matches a regular expression that takes for ever.

gets: dropout_forward full, dropout_backward nothing
"""

import re

from honest import *


def dropout_backward(dout, cache):
    re.match(r"(a|aa)+$", "a" * 64 + "b")
    return dout
