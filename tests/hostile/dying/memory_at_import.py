"""Takes memory for ever while it is imported.

gets: nothing
"""

kept = []
while True:
    try:
        kept.append(bytearray(1 << 24))
    except MemoryError:
        kept.append(kept)

from honest import *
