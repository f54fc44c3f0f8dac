"""Sends the answer to the next question together with the answer to this one.

gets: nothing
"""

import sys

from honest import *

for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            frame = real(message, value, *rest)
            if isinstance(message.get("id"), int):
                frame += real({**message, "id": message["id"] + 1}, value, *rest)
            return frame

        module.parts = lambda *args, pack=pack: [pack(*args)]
