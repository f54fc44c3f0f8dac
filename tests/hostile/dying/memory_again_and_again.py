"""Takes memory, and takes more whenever it is told that there is none.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    taken = []
    while True:
        try:
            taken.append(bytearray(1 << 26))
        except MemoryError:
            taken.append(1) if len(taken) < 128 else taken.clear()
