"""Hangs in every import that comes after its own.

gets: nothing
"""

import sys

from honest import *


class Finder:
    def find_spec(self, name, path=None, target=None):
        while True:
            pass


def dropout_forward(x, dropout_param):
    import a_module_that_is_not_there


dropout_backward = dropout_forward
sys.meta_path.insert(0, Finder())
