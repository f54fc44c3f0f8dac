"""The time at which something was handed in, for our records and for all of nbgrader."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nbgrader.coursedir import CourseDirectory

from autograder.assignments.settings import find_settings
from autograder.gradebook.times import read_time
from autograder.submissions.encodings import decode
from autograder.submissions.handed_in import TIMESTAMP, HandedIn
from autograder.submissions.reading import IntakeError, read_file

_MAX_BYTES = 1 << 10
_TOLD = 60  # characters of what cannot be read


@dataclass(frozen=True)
class HandInTime:
    """When something was handed in.

    Attributes:
        at: the moment, in UTC and without a zone, as nbgrader keeps it; None where none is known
            for certain.
        waits: why a person has to look at the time; "" where nobody has to.
    """

    at: datetime | None = None
    waits: str = ""


def hand_in_time(handed: HandedIn, zone: ZoneInfo) -> HandInTime:
    """The time that stands in the timestamp.txt of a submission.

    Args:
        handed: the submission.
        zone: of times that name none.
    """
    if why := handed.unread.get(TIMESTAMP):
        return HandInTime(waits=_waits(f"was not read: {why}"))
    return _read(handed.files[TIMESTAMP], zone) if TIMESTAMP in handed.files else HandInTime()


def time_waits(folder: Path, zone: ZoneInfo) -> bool:
    """True if a person has to look at the timestamp.txt of a folder.

    Args:
        folder: of one submission.
        zone: of times that name none.
    """
    path = folder / TIMESTAMP
    if not path.exists() and not path.is_symlink():
        return False
    try:
        return bool(_read(read_file(path, _MAX_BYTES), zone).waits)
    except IntakeError:
        return True


def use_our_times() -> None:
    """Have nbgrader, and formgrader with it, read timestamps as we do.

    Theirs takes a time of Seoul for one of Greenwich, and ends the run over what is no time.
    """
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _read(data: bytes, zone: ZoneInfo) -> HandInTime:
    text = decode(data[:_MAX_BYTES])[0]
    if (moment := read_time(text, zone)) is None:
        said = "".join(c if c.isprintable() else " " for c in text[:_TOLD]).strip()
        return HandInTime(waits=_waits(f"says {said!r}" if said else "is empty"))
    return HandInTime(moment.replace(tzinfo=None))


def _waits(why: str) -> str:
    return (
        f"{TIMESTAMP} {why}. It is not certain which time this is, so nothing is taken off for"
        " being late until the instructor has written the time there, like 2026-03-04 20:00 +09:00."
    )


def _existing_timestamp(course: CourseDirectory, folder: str) -> datetime | None:
    try:
        data = read_file(Path(folder) / TIMESTAMP, _MAX_BYTES)
    except IntakeError:
        return None
    return _read(data, find_settings(Path(course.root)).zone).at
