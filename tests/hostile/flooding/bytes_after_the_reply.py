"""Sends one byte more than it announced after every answer.

gets: nothing
"""

import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "pack"):

        def pack(message, value=None, *rest, real=module.pack):
            return real(message, value, *rest) + b"\0"

        module.pack = pack
