"""The end of what a process prints, in memory that outlives it."""

import io
import mmap
import struct
from typing import Any

SIZE = 2000  # bytes

_COUNT = struct.Struct("=Q")


class Tail(io.RawIOBase):
    """Takes what is written and keeps the last bytes, shared with the process that forks.

    The process that prints may write anything into this memory, so what is read from it is
    bounded and nothing more is believed.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _COUNT.size + SIZE)

    def writable(self) -> bool:
        """Always True."""
        return True

    def fileno(self) -> int:
        """The descriptor of the standard output, for code that asks for one."""
        return 1

    def write(self, data: Any) -> int:
        """Keep the end of some bytes."""
        raw = bytes(data)
        (count,) = _COUNT.unpack_from(self._memory)
        end = raw[-SIZE:]
        start = (count + len(raw) - len(end)) % SIZE
        first, rest = end[: SIZE - start], end[SIZE - start :]
        self._memory[_COUNT.size + start : _COUNT.size + start + len(first)] = first
        self._memory[_COUNT.size : _COUNT.size + len(rest)] = rest
        _COUNT.pack_into(self._memory, 0, (count + len(raw)) % (1 << 63))
        return len(raw)

    def last(self) -> bytes:
        """At most SIZE bytes, oldest first."""
        (count,) = _COUNT.unpack_from(self._memory)
        ring = self._memory[_COUNT.size :]
        return ring[:count] if count < SIZE else ring[count % SIZE :] + ring[: count % SIZE]

    def forget(self) -> None:
        """Give the memory back, in this process alone."""
        self._memory.close()
