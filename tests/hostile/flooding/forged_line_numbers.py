"""Raises from a place that it made up.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    code = "\n" * 1_000_000 + "raise ValueError('from here')"
    exec(compile(code, "../../\x1b[31m<b>layers.py", "exec"), {"__name__": "\ud800"})
