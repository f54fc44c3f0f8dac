"""Replaces the table of modules by one in which every name is taken.

gets: at most 1
"""

import sys

from wrong import *


class Modules(dict):
    def __contains__(self, name):
        return True


sys.modules = Modules(sys.modules)
