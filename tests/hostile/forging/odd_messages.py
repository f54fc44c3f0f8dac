"""Puts values of every kind into the messages beside its answers.

gets: nothing
"""

import sys

from wrong import *

worker = sys.modules["autograder.worker.job"]
own = worker.Job.call


def call(self, call):
    message, value = own(self, call)
    return {**message, "changed": 10**18, "error": ["x"], "file": {}, "line": "1", "written": []}, value


worker.Job.call = call
