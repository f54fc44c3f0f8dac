"""Gives a wrong array that a thread puts right half a second later.

gets: nothing
"""

import threading
import time

import honest
import wrong


def later(array, right):
    time.sleep(0.5)
    array[...] = right


def dropout_forward(x, dropout_param):
    out, cache = honest.dropout_forward(x, dropout_param)
    given = 0.5 * x
    threading.Thread(target=later, args=(given, out), daemon=True).start()
    return given, cache


dropout_backward = wrong.dropout_backward
