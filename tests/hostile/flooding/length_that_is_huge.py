"""Announces four gigabytes.

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
            return struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF) + real(message, value, *rest)[8:]

        module.parts = lambda *args, pack=pack: [pack(*args)]
