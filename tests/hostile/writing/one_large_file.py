"""Writes one file without end.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    with open("large", "wb") as file:
        while True:
            file.write(bytes(1 << 20))
