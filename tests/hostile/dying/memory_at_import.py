"""Takes memory for ever while it is imported.

gets: nothing
"""

kept = []
while True:
    try:
        kept.append(bytearray(1 << 24))
    except MemoryError:
        pass

from honest import *
