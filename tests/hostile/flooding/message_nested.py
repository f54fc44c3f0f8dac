"""Fails with a message that is nested as deeply as it can be read.

gets: nothing
"""

import sys

from wrong import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "pack"):

        def pack(message, value=None, *rest, real=module.pack):
            error = "deep"
            for _ in range(900):
                error = [error]
            return real({**message, "outcome": "raised", "error": error, "text": error}, None, *rest)

        module.pack = pack
