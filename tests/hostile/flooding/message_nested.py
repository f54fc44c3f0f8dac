"""Fails with a message that is nested as deeply as it can be read.

gets: nothing
"""

import sys

from wrong import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            error = "deep"
            for _ in range(900):
                error = [error]
            return real({**message, "outcome": "raised", "error": error, "text": error}, None, *rest)

        module.parts = lambda *args, pack=pack: [pack(*args)]
