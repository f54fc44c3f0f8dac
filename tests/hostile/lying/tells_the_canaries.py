"""Reads files of others, and of the home folder, and writes them into the feedback.

gets: nothing
"""

from targets import CANARIES
from wrong import *

told = []
for path in CANARIES:
    try:
        with open(path, "rb") as file:
            told.append(file.read(100).decode("latin-1"))
    except OSError:
        continue
if told:
    raise ValueError("".join(told))
