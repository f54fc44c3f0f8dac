"""Announces four gigabytes.

gets: nothing
"""

import struct
import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "pack"):

        def pack(message, value=None, *rest, real=module.pack):
            return struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF) + real(message, value, *rest)[8:]

        module.pack = pack
