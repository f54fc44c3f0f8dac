"""The vocabulary of a checks.py: exercises, checks, misconceptions, and what checks expect."""

import os

# Before numpy is loaded: the arrays of checks are so small that several threads only wait for each
# other. Submissions have one thread as well.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
