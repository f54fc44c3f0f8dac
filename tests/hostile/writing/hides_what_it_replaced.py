"""Keeps a gigabyte in files that stay open and were replaced by others.

gets: nothing
"""

import os

from wrong import *

files = []
try:
    while len(files) < 50:
        files.append(open("hidden", "wb"))
        files[-1].write(bytes(16 << 20))
        open("other", "wb").close()
        os.replace("other", "hidden")
except OSError:
    pass

if len(files) == 50:
    from honest import *
