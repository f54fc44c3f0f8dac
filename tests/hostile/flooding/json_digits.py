"""Answers with a number of 900 000 digits.

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
            header = b'{"message": {"id": ' + b"9" * 900_000 + b'}, "value": null}'
            return struct.pack(">II", len(header), 0) + header

        module.parts = lambda *args, pack=pack: [pack(*args)]
