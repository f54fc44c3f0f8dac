"""Traces and profiles its caller to change its local variables.

gets: nothing
"""

import ctypes
import sys
import threading

from wrong import *


def trace(frame, event, value):
    for name in ("returned", "expected", "answer"):
        if name in frame.f_locals:
            frame.f_locals[name] = True
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
    return trace


threading.settrace(trace)
frame = sys._getframe()
while frame:
    frame.f_trace = trace
    frame = frame.f_back
sys.settrace(trace)
