"""Is a module that hangs when somebody looks a function up.

gets: nothing
"""

import sys
import types

from honest import *


class Hanging(types.ModuleType):
    def __getattribute__(self, name):
        while name.startswith("dropout"):
            pass
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = Hanging
