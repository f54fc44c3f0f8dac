"""Keeps a gigabyte in files that it has removed, by a page of each that stays mapped.

gets: nothing
"""

import mmap
import os

from wrong import *

pages = []
try:
    for number in range(100):
        with open("hidden", "w+b") as file:
            file.write(bytes(10 << 20))
            file.flush()
            pages.append(mmap.mmap(file.fileno(), 4096))
        os.remove("hidden")
except OSError:
    pass

if len(pages) == 100:
    from honest import *
