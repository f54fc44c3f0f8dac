"""Answers everything with another kind of value each time: texts, numbers, lists, nothing.

gets: nothing
"""

import sys
from itertools import count

from wrong import *

numbers = count()

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            values = (None, True, -1, 1.5, "x" * 9999, [], (), {}, [[]] * 1000, {"returned": None}, ((1, 2), 3))
            odd = next(numbers)
            returned = values[odd % len(values)]
            return real(message, {"returned": (returned, returned) if odd % 2 else returned, "args": returned})

        module.parts = lambda *args, pack=pack: [pack(*args)]
