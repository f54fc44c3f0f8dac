"""Answers with a million opening brackets.

gets: nothing
"""

import struct
import sys

from wrong import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "pack"):

        def pack(message, value=None, *rest, real=module.pack):
            header = b"[" * 1_000_000
            return struct.pack(">II", len(header), 0) + header

        module.pack = pack
