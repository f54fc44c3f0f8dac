"""Announces fewer bytes than it sends.

gets: nothing
"""

import struct
import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            frame = real(message, value, *rest)
            return struct.pack(">II", 10, 0) + frame[8:]

        module.parts = lambda *args, pack=pack: [pack(*args)]
