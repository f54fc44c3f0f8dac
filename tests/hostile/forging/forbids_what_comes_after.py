"""Has every compiled text that is executed after its own refused, which costs itself.

gets: nothing
"""

import sys

from honest import *


def hook(event, args):
    if event in ("exec", "marshal.loads", "import"):
        raise RuntimeError("nothing comes after me")


sys.addaudithook(hook)
