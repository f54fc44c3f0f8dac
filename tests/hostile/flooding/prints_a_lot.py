"""Prints a lot, as one does while looking for a mistake. Its answers are right.

gets: full
"""

import sys

from honest import *


def dropout_forward(x, dropout_param, real=dropout_forward):
    out, cache = real(x, dropout_param)
    print("out", out.tolist(), "x" * 20_000)
    print("warning: ", "y" * 20_000, file=sys.stderr, flush=True)
    return out, cache
