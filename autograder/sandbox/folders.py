"""Temporary folders of a grader, and those that a grader which was killed has left."""

import contextlib
import os
import shutil
import stat
import tempfile
import weakref
from pathlib import Path
from typing import Self

from autograder.worker.scratch import empty

try:
    import fcntl
except ImportError:  # Windows, where nothing is graded
    fcntl = None  # type: ignore[assignment]

PREFIX = "autograder-"
_OWNER = ".owner"  # a file that is locked as long as the grader, or a process of its, lives


class OwnFolder:
    """A temporary folder, which the next grader removes if this one is killed.

    Attributes:
        path: of the folder.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        beginning = self.path / f"{_OWNER}.new"
        owner = os.open(beginning, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        if _locks(owner):  # under its name it is locked from the first moment
            beginning.rename(self.path / _OWNER)
        self._end = weakref.finalize(self, _remove, self.path, owner)

    def remove(self) -> None:
        """Remove it, and all that is in it, if that has not happened."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()


def _remove(folder: Path, owner: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(owner)


def remove_what_was_left() -> list[Path]:
    """Remove the folders of this user's graders that have ended without doing so.

    No other folder is touched, whatever its name: not one that a living grader, on this machine or
    in another container, has locked, and not one without such a lock.

    Returns:
        The folders that were removed.
    """
    removed = []
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another grader removes it, or it is not ours
            if _is_abandoned(folder):
                empty(str(folder))
                folder.rmdir()
                removed.append(folder)
    return removed


def _is_abandoned(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        return False
    owner = os.open(folder / _OWNER, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        return os.fstat(owner).st_uid == os.geteuid() and _locks(owner)
    finally:
        os.close(owner)


def _locks(file: int) -> bool:
    """Lock a file, which fails while another process has locked it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
