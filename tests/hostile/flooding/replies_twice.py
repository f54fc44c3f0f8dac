"""Sends every answer twice, so that the second one meets the next question.

gets: nothing
"""

import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            frame = real(message, value, *rest)
            return frame + frame

        module.parts = lambda *args, pack=pack: [pack(*args)]
