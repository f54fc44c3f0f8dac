"""Prints for ever while it is imported.

gets: nothing
"""

import sys

while True:
    print("x" * 100_000)
    sys.stderr.write("y" * 100_000)

from honest import *
