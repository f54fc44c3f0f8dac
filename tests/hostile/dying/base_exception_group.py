"""Raises a group of exceptions of which one ends the interpreter.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    raise BaseExceptionGroup("all", [SystemExit(0), KeyboardInterrupt(), ValueError()])
