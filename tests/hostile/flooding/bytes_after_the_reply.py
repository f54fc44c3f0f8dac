"""Sends one byte more than it announced after every answer.

gets: nothing
"""

import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            return real(message, value, *rest) + b"\0"

        module.parts = lambda *args, pack=pack: [pack(*args)]
