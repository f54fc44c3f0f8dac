"""Reads a folder that holds a folder, or a zip, for each student."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from autograder.course.collecting.hand_ins import (
    TIMESTAMP,
    DamagedError,
    Entry,
    HandIn,
    Person,
    named,
)

_UTC = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d{1,6})? UTC")


def by_student(entries: Sequence[Entry]) -> Mapping[str, dict[str, Entry]]:
    """Entries by the outermost folder that they lie in, and by the path below it.

    A zip that lies beside the folders is one of them, named without its ending. A folder around
    all of them is looked through.
    """
    entries = _within(entries)
    students: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        first, _, inside = entry.path.partition("/")
        if inside:
            students.setdefault(first, {})[inside] = entry
        elif first.lower().endswith(".zip"):
            students.setdefault(first, {})[first] = entry
    return students


def strays(entries: Sequence[Entry]) -> list[str]:
    """Files beside the students' folders."""
    return [e.path for e in _within(entries) if "/" not in e.path and not _is_zip(e.path)]


def is_nbgrader(entries: Sequence[Entry], assignment: str) -> bool:
    """True if every student's folder holds one of the assignment's name."""
    students = by_student(entries)
    return bool(students) and all(
        any(path.startswith(f"{assignment}/") for path in files) for files in students.values()
    )


def read_nbgrader(entries: Sequence[Entry], assignment: str) -> list[HandIn]:
    """The submissions in nbgrader's own layout, STUDENT/ASSIGNMENT/, with its timestamp.txt."""
    found: list[HandIn] = []
    for student, files in by_student(entries).items():
        own = below(files, assignment)
        stamp = own.pop(TIMESTAMP, None)
        if own:
            kept, notes = named(own)
            time, odd = _time_of(stamp)
            if stamp and not time:  # no time is made of it here, and none is lost
                kept[TIMESTAMP] = stamp
            person = Person(id=student, name=student, label=student)
            found.append(HandIn(person, student, kept, time=time, notes=(*notes, *odd)))
    return found


def read_plain(entries: Sequence[Entry]) -> list[HandIn]:
    """The submissions of a folder with a folder or a zip for each student."""
    found: list[HandIn] = []
    for student, files in by_student(entries).items():
        name = student[: -len(".zip")] if list(files) == [student] else student
        kept, notes = named(files)
        person = Person(id=name, email=name if "@" in name else "", name=name, label=name)
        found.append(HandIn(person, student, kept, notes=notes))
    return found


def below(files: Mapping[str, Entry], folder: str) -> dict[str, Entry]:
    """What lies below a folder, by its path from there."""
    start = f"{folder}/"
    return {path.removeprefix(start): e for path, e in files.items() if path.startswith(start)}


def _within(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries without a folder that is around all students."""
    tops = {entry.parts[0] for entry in entries}
    if len(tops) != 1 or any(len(entry.parts) == 1 for entry in entries):
        return entries
    (top,) = tops
    inner = [Entry(entry.path.removeprefix(f"{top}/"), entry.read) for entry in entries]
    loose = [entry.path for entry in inner if len(entry.parts) == 1]
    several = len({entry.parts[0] for entry in inner}) > 1
    return inner if several and all(map(_is_zip, loose)) else entries


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def parse_stamp(text: str) -> datetime | None:
    """The time that nbgrader writes as UTC; None for anything else."""
    match = _UTC.fullmatch(text.strip())
    try:
        return datetime.fromisoformat(f"{match[1]}{match[2] or ''}+00:00") if match else None
    except ValueError:
        return None


def read_stamp(path: Path) -> datetime | None:
    """The time in a timestamp.txt; None where it cannot be told for certain."""
    try:
        return parse_stamp(path.read_bytes()[:100].decode("ascii", "replace"))
    except OSError:
        return None


def _time_of(stamp: Entry | None) -> tuple[datetime | None, tuple[str, ...]]:
    """The time in an entry timestamp.txt, and what is odd about it."""
    if stamp is None:
        return None, ()
    try:
        text = stamp.read()[:100].decode("ascii", "replace").strip()
    except DamagedError as error:
        return None, (str(error),)
    time = parse_stamp(text)
    return time, () if time else (f"{TIMESTAMP} says {text!a}, which is no time in UTC",)
