"""Hands over handles to objects that it never had.

gets: nothing
"""

import sys
from itertools import cycle

from wrong import *

numbers = cycle((-1, 0, 1, 10**18))

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            wire = sys.modules["autograder.worker.wire"]
            forged = wire.Handle(next(numbers), "<script>alert(1)</script>")
            return real(message, {"returned": (forged, forged), "args": [forged]}, *rest)

        module.parts = lambda *args, pack=pack: [pack(*args)]
