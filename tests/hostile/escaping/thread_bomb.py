"""Starts two thousand threads that never end.

gets: dropout_forward full, dropout_backward nothing
"""

import threading

from honest import *


def dropout_backward(dout, cache):
    never = threading.Event()
    for _ in range(2000):
        threading.Thread(target=never.wait, daemon=True).start()
    return np.nan
