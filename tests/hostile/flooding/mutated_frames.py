"""Changes some bytes of every answer at random.

gets: nothing
"""

import random
import sys

from wrong import *

dice = random.Random(7)

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            frame = bytearray(real(message, value, *rest))
            for _ in range(dice.choice((1, 3, 40))):
                frame[dice.randrange(len(frame))] = dice.randrange(256)
            return bytes(frame)

        module.parts = lambda *args, pack=pack: [pack(*args)]
