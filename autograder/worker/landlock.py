"""Restricts the file system to what may be read, and to one folder that may be written to.

Source: landlock(7) of the Linux manual.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Sequence

from autograder.worker.syscalls import (
    LANDLOCK_ADD_RULE,
    LANDLOCK_CREATE_RULESET,
    LANDLOCK_RESTRICT_SELF,
)

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_TRUNCATE = 1 << 14


def version(libc: ctypes.CDLL) -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    if platform.system() != "Linux":
        return 0
    return max(0, int(libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, 1)))


def ruleset(
    libc: ctypes.CDLL,
    readable: Sequence[str],
    listed: Sequence[str] = (),
    writable: str = "",
    *,
    removable: bool = False,
) -> int:
    """A descriptor of rules by which a process can do little; -1 where the kernel has none.

    Args:
        libc: the C library.
        readable: files and folders that can be read, with all that is below them.
        listed: folders that can be listed, with all that is below them.
        writable: a folder below which plain files and folders can be made, written and read; "" for
            none. No program can be run there, and nothing else made.
        removable: whether what is below that folder can be removed and renamed as well.
    """
    known = version(libc)
    if not known:
        return -1
    # Handled rights grow with the version: files; refer; truncate; TCP; ioctl; signals.
    files = (1 << 13) - 1 | (known >= 2) << 13 | (known >= 3) << 14 | (known >= 5) << 15
    rules = struct.pack("=Q", files)
    if known >= 4:
        rules += struct.pack("=Q", 3)
    if known >= 6:
        rules += struct.pack("=Q", 3)
    made = int(libc.syscall(LANDLOCK_CREATE_RULESET, rules, len(rules), 0))
    if made >= 0:
        for path in readable:
            folder = os.path.isdir(path)  # noqa: PTH112 - no pathlib here
            _allow(libc, made, path, _READ_FILE | _READ_DIR if folder else _READ_FILE)
        for path in listed:
            _allow(libc, made, path, _READ_DIR)
        if writable:
            rights = _READ_FILE | _READ_DIR | _WRITE_FILE | _MAKE_REG | _MAKE_DIR
            rights |= removable * (_REMOVE_FILE | _REMOVE_DIR) | (known >= 3) * _TRUNCATE
            _allow(libc, made, writable, rights)
            _allow(libc, made, os.devnull, _READ_FILE | _WRITE_FILE)  # which keeps nothing
    return made


def _allow(libc: ctypes.CDLL, made: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # a path that is not there needs no permission
    libc.syscall(LANDLOCK_ADD_RULE, made, 1, struct.pack("=Qi", rights, fd), 0)
    os.close(fd)


def restrict(libc: ctypes.CDLL, made: int) -> bool:
    """Hold this process to the rules for good; False where the kernel cannot."""
    return made >= 0 and libc.syscall(LANDLOCK_RESTRICT_SELF, made, 0) == 0
