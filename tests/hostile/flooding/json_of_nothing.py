"""Answers with NaN, Infinity, nothing, and bytes that are no text.

gets: nothing
"""

import struct
import sys
from itertools import cycle

from wrong import *

odd = cycle((b"NaN", b"", b"\xff\xfe", b"-Infinity", b'{"message": NaN, "value": NaN}', b"null"))

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            header = next(odd)
            return struct.pack(">II", len(header), 0) + header

        module.parts = lambda *args, pack=pack: [pack(*args)]
