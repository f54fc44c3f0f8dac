"""Says of every call that it raised what the skeleton raises, in forged words.

gets: nothing
"""

import sys

worker = sys.modules["autograder.worker.job"]
from honest import *

worker.Job.call = lambda self, call: (
    {"outcome": "raised", "written": False, "error": "N" * 100, "text": "\x1b[31m" * 99, "file": "layers.py", "line": -(10**300)},
    None,
)
