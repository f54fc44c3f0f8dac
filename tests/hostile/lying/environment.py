"""Writes the environment and the command line into the feedback.

gets: nothing
"""

import os
import sys

raise ValueError(f"{sys.argv} {sys.flags} {dict(os.environ)}"[:490])
