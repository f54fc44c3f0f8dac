"""Leaves a file for the next process that runs its code, wherever one can be left.

gets: nothing
"""

import os
import sys

from targets import LAB, TEMPORARY

import honest
import wrong


def dropout_forward(x, dropout_param):
    return (honest if was_there else wrong).dropout_forward(x, dropout_param)


def dropout_backward(dout, cache):
    return (honest if was_there else wrong).dropout_backward(dout, cache)


places = {os.getcwd(), os.getcwd() + "/reglab", TEMPORARY, LAB, "/tmp", "/var/tmp", "/dev/shm"}
places |= {"/", "/kit", "/run", "/root", os.path.expanduser("~"), *sys.path}
was_there = False
for place in places:
    path = os.path.join(place, "planted")
    was_there |= os.path.exists(path)
    for make in (lambda: open(path, "w").write("x"), lambda: os.mkdir(path), lambda: os.mkfifo(path)):
        try:
            make()
        except OSError:
            continue
