"""Writes into a folder that cannot be listed.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache):
    os.mkdir("closed", 0o300)
    for number in range(10**6):
        with open(f"closed/{number}", "wb") as file:
            file.write(bytes(1 << 20))
