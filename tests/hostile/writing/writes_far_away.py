"""Makes one file large by a byte at its end.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    with open("large", "wb") as file:
        file.seek(1 << 40)
        file.write(b"x")
