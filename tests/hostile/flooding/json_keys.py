"""Answers with a hundred thousand keys of the same hash or so.

gets: nothing
"""

import struct
import sys

from wrong import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            header = b'{"message": {' + b",".join(b'"%d": 0' % n for n in range(90_000)) + b'}, "value": 0}'
            return struct.pack(">II", len(header), 0) + header

        module.parts = lambda *args, pack=pack: [pack(*args)]
