"""Maps 8 GiB of anonymous memory, in pieces and at once.

gets: dropout_forward full, dropout_backward nothing
"""

from honest import *


def dropout_backward(dout, cache):
    import mmap

    pieces = []
    for size in (8 << 30, *[1 << 30] * 8):
        try:
            pieces.append(mmap.mmap(-1, size))
        except OSError:
            continue
    total = sum(map(len, pieces))
    if total < 8 << 30:
        raise MemoryError(f"{total >> 30} GiB")
    return dout if cache[1] is None else dout * cache[1]
