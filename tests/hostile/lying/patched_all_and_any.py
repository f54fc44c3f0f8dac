"""Patches all, any, abs, max and sorted so that no error is ever found.

gets: nothing
"""

import builtins

from wrong import *

builtins.all = builtins.any = lambda items: True
builtins.abs = lambda value: 0
builtins.max = builtins.min = lambda *args, **kwargs: 0
builtins.hasattr = lambda thing, name: True
