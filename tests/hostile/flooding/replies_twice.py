"""Sends every answer twice, so that the second one meets the next question.

gets: nothing
"""

import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "pack"):

        def pack(message, value=None, *rest, real=module.pack):
            frame = real(message, value, *rest)
            return frame + frame

        module.pack = pack
