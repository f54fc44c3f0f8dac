"""Has a profiler that raises wherever the worker returns.

gets: nothing
"""

import sys

from wrong import *


def profile(frame, event, arg):
    if frame.f_code.co_name in ("frame", "parts", "attempt"):
        raise ValueError("not here")


sys.setprofile(profile)
