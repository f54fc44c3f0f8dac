"""Puts a module with wrong answers where the probes had theirs, before they come.

gets: nothing
notes: its name taken
"""

import sys
import types

from wrong import *

fake = types.ModuleType("probes_layers")
fake.backward_given = lambda dout, cache, x, out, keep: {"dx": dout * keep, "found": 1}
fake.cache_is_none = lambda cache: True
sys.modules["probes_layers"] = fake
