"""Says what a system holds of one student's submission, whatever the system."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from autograder.authors.exercise import AuthorError

TIMESTAMP = "timestamp.txt"  # nbgrader takes the time of hand-in from it
_AS_HANDED_IN = "timestamp (as handed in).txt"


class CollectError(AuthorError):
    """Nothing can be collected; the message says why, and what to do."""


class DamagedError(Exception):
    """A file of a download cannot be read; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One file of a download.

    Attributes:
        path: its place in the download, parted by slashes, in Unicode's form NFC.
        read: gives its bytes, or raises DamagedError.
    """

    path: str
    read: Callable[[], bytes]

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders that it lies in, and its name."""
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        """Its name without the folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Person:
    """What a system says of who handed in; "" for what it does not say.

    Attributes:
        id: what may be an id of the roster, or the part of an address before the @.
        lms_user_id: the number that the system gives this person in all its courses.
        email: the address.
        name: the full name, in any order and with or without blanks.
        label: what stands for the person in a report, and for an id where there is no roster.
    """

    id: str = ""
    lms_user_id: str = ""
    email: str = ""
    name: str = ""
    label: str = ""


@dataclass(frozen=True)
class HandIn:
    """One submission, as a system holds it.

    Attributes:
        person: who handed in.
        source: where in the download it lies, for a person to find.
        files: entries by the names they get; zips among them stay as they are.
        time: when it was handed in, with its zone; None where the system does not say.
        late: whether the system calls it late; None where it does not say.
        receipt: what the system needs to see when feedback is returned.
        notes: what was odd, one sentence each.
    """

    person: Person
    source: str
    files: Mapping[str, Entry]
    time: datetime | None = None
    late: bool | None = None
    receipt: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def named(wanted: Mapping[str, Entry]) -> tuple[dict[str, Entry], tuple[str, ...]]:
    """Entries by names that every file system keeps apart, and what was renamed.

    The name from which nbgrader takes the time of hand-in is not for a student to use.
    """
    files: dict[str, Entry] = {}
    notes: list[str] = []
    taken: set[str] = set()
    for name, entry in wanted.items():
        free = _free(_AS_HANDED_IN if name.casefold() == TIMESTAMP else name, taken)
        if free != name:
            notes.append(f"{name} is kept as {free}")
        taken.add(free.casefold())
        files[free] = entry
    return files, tuple(notes)


def _free(name: str, taken: set[str]) -> str:
    """A name, with a number in it if it is taken in this or another case."""
    path, number, free = PurePosixPath(name), 1, name
    while free.casefold() in taken:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def nfc(text: str) -> str:
    """A text in Unicode's form NFC, in which equal names are equal."""
    return unicodedata.normalize("NFC", text)
