"""Puts itself between Python and every module that is imported afterwards.

gets: nothing
"""

import builtins
import importlib
import sys

from wrong import *


class Hook:
    def find_spec(self, name, path=None, target=None):
        raise ImportError(f"no {name} for you")

    find_module = load_module = create_module = exec_module = find_spec


real = builtins.__import__
sys.meta_path[:] = [Hook()]
sys.path_hooks[:] = [lambda path: Hook()]
sys.path_importer_cache.clear()
builtins.__import__ = lambda name, *rest: real("wrong" if "reglab" in name else name, *rest)
importlib.import_module = lambda name, package=None: sys.modules[__name__]
