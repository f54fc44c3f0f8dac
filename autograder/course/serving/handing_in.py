"""Takes what students hand in: first it is kept, then it is filed in course/submitted/.

A run of the course may be at work there for minutes. So a receipt does not depend on it: it is
given as soon as the files are kept, and they are filed when the course is free.
"""

import contextlib
import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.assignments.course_lock import CourseBusyError, alone
from autograder.assignments.layout import Layout, make_private
from autograder.course.collecting.filing import file_submission, load, write
from autograder.course.collecting.hand_ins import Entry, HandIn, Person, named

_LOG = logging.getLogger(__name__)
_TIME = "%Y-%m-%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Receipt:
    """What a student can show for a hand-in.

    Attributes:
        time: as a text, in UTC.
        sha256: of each file, by its name.
        notes: what is odd about the files, one sentence each.
    """

    student: str
    assignment: str
    time: str
    sha256: Mapping[str, str]
    notes: tuple[str, ...] = ()


def receive(
    layout: Layout, student: str, assignment: str, files: Mapping[str, bytes], now: datetime
) -> Receipt:
    """Keep what a student hands in, and give a receipt for it.

    Raises:
        OSError: it cannot be written.
    """
    hand_in = _hand_in(student, files)
    notes = (*hand_in.notes, *load(hand_in).notes)
    now = now.astimezone(UTC)
    write(layout, _waiting(layout) / f"{now:{_TIME}}" / student / assignment, files)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    receipt = Receipt(student, assignment, f"{now:%Y-%m-%d %H:%M:%S} UTC", hashes, notes)
    record = layout.serve / "receipts.jsonl"
    make_private(record)
    with record.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(receipt), ensure_ascii=False) + "\n")
    return receipt


def file_waiting(layout: Layout) -> int:
    """File what was handed in, the earliest first; returns how many still wait."""
    waiting = sorted(_waiting(layout).glob("*/*/*"))
    if not waiting:
        return 0
    try:
        with alone(layout.course, "autograder serve", wait=False):
            return sum(not _filed(layout, folder) for folder in waiting)
    except CourseBusyError:
        return len(waiting)


def _filed(layout: Layout, folder: Path) -> bool:
    """True if a hand-in was filed; it waits for the next time otherwise."""
    time, student, assignment = folder.parts[-3:]
    try:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        at = datetime.strptime(time, _TIME).replace(tzinfo=UTC)
        file_submission(layout, student, assignment, load(_hand_in(student, files)), at)
        shutil.rmtree(folder)
    except (OSError, ValueError) as error:
        _LOG.error("a hand-in of %s could not be filed and waits: %s", assignment, error)
        return False
    with contextlib.suppress(OSError):  # another student's lies there
        folder.parent.rmdir()
        folder.parent.parent.rmdir()
    return True


def _hand_in(student: str, files: Mapping[str, bytes]) -> HandIn:
    def entry(name: str, data: bytes) -> Entry:
        return Entry(name, lambda: data)

    kept, notes = named({name: entry(name, data) for name, data in files.items()})
    return HandIn(Person(id=student, label=student), "autograder serve", kept, notes=notes)


def _waiting(layout: Layout) -> Path:
    return layout.serve / "handed-in"
