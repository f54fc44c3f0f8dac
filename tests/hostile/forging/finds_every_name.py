"""Has a finder that answers every import that is left, with probes that lie.

gets: nothing
"""

import sys
import types
from importlib.machinery import ModuleSpec

from wrong import *


class Finder:
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if "probe" in name or name.startswith("_") else None

    def create_module(self, spec):
        fake = types.ModuleType(spec.name)
        fake.backward_given = lambda dout, cache, x, out, keep: {"dx": dout * keep, "found": 1}
        return fake

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
