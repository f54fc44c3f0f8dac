"""Patches the builtins that decide what kind of thing a value is.

gets: nothing
"""

import builtins

from wrong import *

builtins.isinstance = lambda value, kind: True
builtins.type = lambda value: float
