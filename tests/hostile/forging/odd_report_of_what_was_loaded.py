"""Has the worker report, of its own modules, what no honest worker reports.

gets: nothing
"""

import sys

from wrong import *

job = sys._getframe()
while job and "value" not in job.f_locals:
    job = job.f_back
worker = sys.modules["autograder.worker.job"]
own = worker.Job.load


def load(self, value):
    message, report = own(self, value)
    return message, {
        "calls": [["dropout_backward", "x" * 10**6]] * 1000 + [10**400],
        "absent": [[10**400, "\x1b[2J", None, {}]],
        "magics": {"a": 1},
        "passed_over": [{"file": "layers.py", "line": 10**400, "error": [], "names": 3}],
        "taken": [10**400],
    }


worker.Job.load = load
worker.Job.stand_by = lambda self, value: ({"outcome": "returned"}, {"taken": {"a": 10**400}})
