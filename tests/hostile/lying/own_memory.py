"""Searches the memory of its process for the text of a solution.

gets: nothing
"""

from wrong import *

word = b"BEGIN" + b" SOLUTION"
found = b""
try:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if "rw" in line and end - start < 1 << 26:
                memory.seek(start)
                chunk = memory.read(end - start)
                if word in chunk:
                    found = chunk[chunk.index(word) - 2000 :][:4000]
except OSError as error:
    found = b""
if found:
    raise ValueError(found.decode("latin-1"))
