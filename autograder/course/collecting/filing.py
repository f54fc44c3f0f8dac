"""Files submissions in course/submitted/; nothing that lay there before is lost.

A submission is written beside, and moved into its place whole. One that is the same byte for byte
is left as it is, its file times included.
"""

import contextlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Literal

from autograder.assignments.layout import Layout
from autograder.course.collecting.folders import read_stamp
from autograder.course.collecting.hand_ins import TIMESTAMP, DamagedError, HandIn, nfc
from autograder.submissions.archives import read_zip
from autograder.submissions.reading import IntakeError

# An older or a kept one did not take the place of what lies there; a damaged one had no rival.
Done = Literal["new", "unchanged", "replaced", "older", "damaged", "kept"]


@dataclass(frozen=True)
class Loaded:
    """The files of a hand-in, in memory.

    Attributes:
        files: bytes by path.
        damaged: what could not be read, and why.
        notes: zips that cannot be opened, and why.
    """

    files: Mapping[str, bytes]
    damaged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def load(hand_in: HandIn) -> Loaded:
    """Read the files of a hand-in; one that is broken does not cost the others."""
    files: dict[str, bytes] = {}
    damaged: list[str] = []
    for name, entry in hand_in.files.items():
        try:
            files[name] = entry.read()
        except DamagedError as error:
            damaged.append(str(error))
    zips = [name for name in files if name.lower().endswith(".zip")]
    notes = [f"{name}: {why}" for name in zips if (why := _why_closed(files[name]))]
    return Loaded(files, tuple(damaged), tuple(notes))


def _why_closed(data: bytes) -> str:
    """Why a zip that a student handed in cannot be opened; "" when it can."""
    try:
        read_zip(data)
    except IntakeError as error:
        return str(error)
    return ""


def file_submission(
    layout: Layout, student: str, assignment: str, loaded: Loaded, time: datetime | None
) -> Done:
    """Put a submission into course/submitted/STUDENT/ASSIGNMENT/, if it belongs there.

    What lay there moves to course/collected/before/. One that is older than what lies there, or
    damaged, goes to that place itself.
    """
    there = _there(layout, student, assignment)
    files = with_stamp(loaded.files, time)
    if there is None:
        write(layout, layout.submitted(student, assignment), files)
        return "damaged" if loaded.damaged else "new"
    if same(there, files):
        return "unchanged"
    if loaded.damaged:
        keep_before(layout, student, assignment, files, time)
        return "kept"
    since = read_stamp(there / TIMESTAMP)
    if time is None and _was_replaced(layout, student, assignment, files):
        return "older"  # a download of last week, collected after this week's
    if time and since and time < since:
        keep_before(layout, student, assignment, files, time)
        return "older"
    place = _before(layout, student, assignment, since)
    place.parent.mkdir(parents=True, exist_ok=True)
    there.rename(place)
    write(layout, layout.submitted(student, assignment), files)
    return "replaced"


def keep_before(
    layout: Layout,
    student: str,
    assignment: str,
    files: Mapping[str, bytes],
    time: datetime | None,
) -> None:
    """Keep a submission that is not the one to be graded, unless it is kept already."""
    if not _was_replaced(layout, student, assignment, files):
        write(layout, _before(layout, student, assignment, time), files)


def keep_unknown(layout: Layout, assignment: str, name: str, files: Mapping[str, bytes]) -> Path:
    """Keep what nobody can be told to have handed in; returns its folder."""
    place = _numbered(layout.collected / "unknown" / assignment / name, files)
    if not place.exists():
        write(layout, place, files)
    return place


def with_stamp(files: Mapping[str, bytes], time: datetime | None) -> dict[str, bytes]:
    """The files with nbgrader's timestamp.txt, where the time is known."""
    if time is None:
        return dict(files)
    stamp = f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    return {**files, TIMESTAMP: stamp.encode("ascii")}


def same(folder: Path, files: Mapping[str, bytes]) -> bool:
    """True if a folder holds these files and no others.

    A timestamp.txt that somebody wrote there counts only where the time is known here too.
    """
    there = {path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()}
    names = {path.relative_to(folder).as_posix(): path for path in there}
    if TIMESTAMP not in files:
        names.pop(TIMESTAMP, None)
    if names.keys() != files.keys():
        return False
    return all(
        path.is_file() and not path.is_symlink() and path.read_bytes() == files[name]
        for name, path in names.items()
    )


def write(layout: Layout, place: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, whole or not at all."""
    layout.collected.mkdir(parents=True, exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=layout.collected) as beside:
        new = Path(beside) / "files"
        new.mkdir()
        for name, data in files.items():
            path = _clear(new, PurePosixPath(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        new.rename(place)


def _clear(folder: Path, name: PurePosixPath) -> Path:
    """A place for a file where a file and a folder may have the same name."""
    place = folder
    for part in name.parts[:-1]:
        place = place / part
        if place.is_file():
            place = place.with_name(f"{part} (folder)")
    place = place / name.name
    return place.with_name(f"{name.name} (file)") if place.is_dir() else place


def _there(layout: Layout, student: str, assignment: str) -> Path | None:
    """The submission that lies in submitted/, in whatever form its student's name is written."""
    with contextlib.suppress(OSError):
        for folder in (layout.course / "submitted").iterdir():
            if nfc(folder.name) == student and (folder / assignment).is_dir():
                return folder / assignment
    return None


def _was_replaced(
    layout: Layout, student: str, assignment: str, files: Mapping[str, bytes]
) -> bool:
    """True if these files lay in submitted/ once, and others took their place."""
    folder = layout.collected / "before" / student / assignment
    return any(same(kept, files) for kept in folder.glob("*"))


def _before(layout: Layout, student: str, assignment: str, time: datetime | None) -> Path:
    """A free place for a submission that another one takes the place of."""
    name = f"{time or datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    return _numbered(layout.collected / "before" / student / assignment / name)


def _numbered(place: Path, files: Mapping[str, bytes] | None = None) -> Path:
    """A place that is free, or that holds these files already."""
    number, free = 1, place
    while free.exists() and not (files is not None and same(free, files)):
        number += 1
        free = place.with_name(f"{place.name} ({number})")
    return free
