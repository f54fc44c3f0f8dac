"""What was read of a submission, kept so that files that did not change are not read again."""

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from autograder.gradebook.hand_in_time import HandInTime

SETTLED = 3.0  # seconds; some file systems count times in steps of two

_MOST = 3000  # files and folders of one submission


@dataclass(frozen=True)
class Seen:
    """What was read of a submission, and of what.

    Attributes:
        state: of the files that were read; "" where the next change of them may not show in it.
        basis: a hash of all else that reading and grading depend on.
        key: of the result; "" where the assignment has no checks.
        notes: as in Taken.
        time: as in Taken.
        code: as in Taken.
        notebooks: as in Taken.
        chosen: as in Taken.
    """

    state: str
    basis: str
    key: str
    notes: tuple[str, ...]
    time: HandInTime
    code: str
    notebooks: str
    chosen: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """As it is kept in a file."""
        at = self.time.at and self.time.at.isoformat()
        return {**asdict(self), "notes": [*self.notes], "time": [at, self.time.waits]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """The inverse of to_json.

        Raises:
            KeyError, TypeError, ValueError: it is nothing of the kind.
        """
        at, waits = document["time"]
        when = HandInTime(at and datetime.fromisoformat(at), waits)
        return cls(**{**document, "notes": tuple(document["notes"]), "time": when})


def state_of(submitted: Path, written: Path, chosen: Path, began: float) -> str:
    """The state of the files that a submission is read from, and of those written from it.

    It changes with the content of a file: the file system then changes the time of the change,
    which nobody can set.

    Args:
        submitted: the folder that was handed in.
        written: the folder that was written from it.
        chosen: the file that says what a person chose; it may be missing.
        began: when they were read at the earliest, by the clock of their file system.

    Returns:
        A hash; "" where a change since then may not show in it.
    """
    try:
        theirs = [*_look(submitted), *([(b"", chosen.lstat())] if chosen.exists() else [])]
        ours = list(_look(written))
    except (OSError, OverflowError):
        return ""
    if max(status.st_ctime for _, status in theirs) > began - SETTLED:
        return ""
    facts = [
        (path, s.st_mode, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino, s.st_dev)
        for path, s in (*theirs, *ours)
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def behind(folder: Path) -> float:
    """The seconds by which the clock of a folder's file system is behind ours; 0 if it is not."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return max(0.0, time.time() - os.fstat(file.fileno()).st_ctime)


def _look(folder: Path) -> Iterator[tuple[bytes, os.stat_result]]:
    """The paths of a folder and of all below it, each with its status.

    Raises:
        OSError: it is no folder, or it changes meanwhile.
        OverflowError: there is too much in it.
    """
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(folder)
    yield b"", status
    waiting, count = [os.fsencode(folder)], 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if (count := count + 1) > _MOST:
                    raise OverflowError
                yield entry.path, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
