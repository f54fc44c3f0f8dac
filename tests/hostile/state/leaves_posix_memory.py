"""Leaves a POSIX shared memory and a message queue with a name for the next process.

gets: nothing
"""

import ctypes
import os

import honest
import wrong


def dropout_forward(x, dropout_param):
    return (honest if was_there else wrong).dropout_forward(x, dropout_param)


def dropout_backward(dout, cache):
    return (honest if was_there else wrong).dropout_backward(dout, cache)


libc = ctypes.CDLL(None, use_errno=True)
was_there = os.path.exists("/dev/shm/planted")
for make in (libc.shm_open, libc.mq_open, libc.sem_open):
    was_there |= make is not libc.sem_open and make(b"/planted", 0, 0) >= 0
    make(b"/planted", 0o102, 0o666, 0)
