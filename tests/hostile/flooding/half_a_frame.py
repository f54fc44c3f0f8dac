"""Sends half of its answer and then ends.

gets: nothing
"""

import os
import stat
import sys

from honest import *


def is_pipe(fd):
    try:
        return stat.S_ISFIFO(os.fstat(fd).st_mode) or stat.S_ISSOCK(os.fstat(fd).st_mode)
    except OSError:
        return False


for name, module in list(sys.modules.items()):
    if name.endswith("wire") and hasattr(module, "parts"):

        def real(*args, parts=module.parts):
            return b"".join(parts(*args))

        def pack(message, value=None, *rest, real=real):
            frame = real(message, value, *rest)
            os.write([fd for fd in range(3, 64) if is_pipe(fd)][-1], frame[: len(frame) // 2])
            os._exit(0)

        module.parts = lambda *args, pack=pack: [pack(*args)]
