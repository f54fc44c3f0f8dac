"""Fails with a message whose every field is of another type than it should be.

gets: nothing
"""

import random
import sys

from wrong import *

dice = random.Random(3)

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            fields = ("outcome", "error", "text", "file", "line", "written", "printed")
            values = (None, [], {}, 1e308, 10**4000, True, "\ud800\x1b[2J\n", [None] * 1000, -1)
            odd = {name: dice.choice(values) for name in fields}
            return real({**message, **odd}, dice.choice(values[:3]))

        module.parts = lambda *args, pack=pack: [pack(*args)]
