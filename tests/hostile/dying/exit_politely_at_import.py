"""Asks to end the process while it is imported, with a clean status.

gets: nothing
"""

import sys

sys.exit(0)
