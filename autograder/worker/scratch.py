"""Folders for what a submission writes: one for each process, bounded, and empty after it.

Three bounds hold together. The kernel limits each file (RLIMIT_FSIZE). The zygote looks into the
folder at intervals, and ends a process that has put too much there. What is removed while it is
open or mapped is seen by nobody and yet takes space, without end, as a page that stays mapped
keeps a whole file. So a process may remove and rename files only where its folder is a file
system of its own, with a size; in a folder on a disk it may not.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

FILE_BYTES = 16 << 20  # of one file
BYTES = 64 << 20  # of all files
ENTRIES = 200  # files and folders
SPACE = 2 * BYTES  # of a file system: what is removed while it is open fits in as well
INTERVAL = 0.05  # seconds; some 100 MiB or 5,000 files can be written in between

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Excess(IntEnum):
    """How a process has gone beyond what it may write."""

    NONE = 0
    BYTES = 1
    ENTRIES = 2


@dataclass(frozen=True)
class Scratch:
    """The folders that processes get in turn.

    Attributes:
        folders: absolute; none where nothing can be written.
        removable: whether a process may remove and rename what it has written.
    """

    folders: Sequence[str]
    removable: bool


def excess(folder: str) -> Excess:
    """Whether there is more below a folder than may be.

    Folders that cannot be listed, or lie so deep that they cannot be named, are too many.
    """
    waiting, entries, size = [folder], 0, 0
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    entries += 1
                    if entries > ENTRIES:
                        return Excess.ENTRIES
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:  # its length, as a hole can be filled between two looks
                        size += entry.stat(follow_symlinks=False).st_size
        except FileNotFoundError:  # it has just been removed
            continue
        except OSError:
            return Excess.ENTRIES
    return Excess.BYTES if size > BYTES else Excess.NONE


def empty(folder: str) -> None:
    """Remove all that is in a folder, whatever its names, modes and depth, and follow no link.

    It goes down and up by single steps, so that no path is long, few descriptors are open and
    nothing recurs. Nobody else may be at work in the folder.

    Raises:
        OSError: something cannot be removed, or somebody moves folders meanwhile.
    """
    here = os.open(folder, _FOLDER)
    try:
        way: list[tuple[int, str]] = []  # down to here: a folder's number, and the name taken there
        left = [_remove_files(here)]  # folders in each folder on that way, and in this one
        while left[-1] or way:
            if left[-1]:
                name = left[-1].pop()
                way.append((os.fstat(here).st_ino, name))
                os.chmod(name, 0o700, dir_fd=here)
                here = _step(here, name)
                left.append(_remove_files(here))
            else:
                left.pop()
                number, name = way.pop()
                here = _step(here, "..")
                if os.fstat(here).st_ino != number:
                    raise OSError(f"{folder} has changed while it was emptied")
                os.rmdir(name, dir_fd=here)
    finally:
        os.close(here)


def _remove_files(here: int) -> list[str]:
    """Remove what is no folder, and give the names of those that are."""
    with os.scandir(here) as found:
        entries = list(found)
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in {entry.name for entry in entries}.difference(folders):
        os.unlink(name, dir_fd=here)
    return folders


def _step(here: int, name: str) -> int:
    """The folder of that name, in exchange for the one that it is in."""
    there = os.open(name, _FOLDER, dir_fd=here)
    os.close(here)
    return there


def enter(folder: str) -> None:
    """Make a folder the working directory, the home and the place of temporary files."""
    os.chdir(folder)
    os.environ |= {"HOME": folder, "TMPDIR": folder}
    os.environ.pop("MPLCONFIGDIR", None)  # below the home, which can be written to, all is well
    tempfile.tempdir = folder  # which else would be tried by writing and removing a file


@contextlib.contextmanager
def acting_as(uid: int) -> Iterator[None]:
    """Act as another user for a while, so that its files can be reached without power over all.

    Args:
        uid: the user; 0 to stay who we are.
    """
    if not uid:
        yield
        return
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)
