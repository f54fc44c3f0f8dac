"""Says of every call that it was lost, so that it would be made again and again.

gets: nothing
"""

import sys

worker = sys.modules["autograder.worker.job"]
from honest import *

worker.Job.call = lambda self, call: ({"outcome": "lost"}, None)
