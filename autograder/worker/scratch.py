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

    Inner folders are moved up before they are emptied, so that no path is longer than two names
    and nothing recurs. Nobody else may be at work in the folder.
    """
    fresh = os.urandom(16).hex()
    waiting, moved = [folder], 0
    while waiting:
        path = waiting.pop()
        with os.scandir(path) as found:
            entries = list(found)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                inner = f"{folder}/{fresh}-{moved}"
                moved += 1
                os.chmod(entry.path, 0o700)  # noqa: PTH101 - to move a folder is to write in it
                os.rename(entry.path, inner)  # noqa: PTH104 - no pathlib here
                waiting.append(inner)
            else:
                os.unlink(entry.path)  # noqa: PTH108 - as above
        if path != folder:
            os.rmdir(path)  # noqa: PTH106 - as above


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
