"""Reads Moodle's “Download all submissions”: folders or names that begin with the student.

They are called FULL NAME_PARTICIPANT_assignsubmission_file, with another _ at the end before
Moodle 4.1; in the flat variant the name of the file follows. Moodle writes no _ into names. The
participant's number belongs to this assignment alone, so it is no number of the roster. There are
no times of hand-in in it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from autograder.course.collecting.hand_ins import Entry, HandIn, Person, named

_PART = re.compile(
    r"(?P<name>[^_]+)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?"
)


def is_moodle(entries: Sequence[Entry]) -> bool:
    """True if nearly every file lies in a folder of Moodle's, or has such a name."""
    matches = sum(_split(entry) is not None for entry in entries)
    return bool(entries) and matches >= 0.8 * len(entries)


def read_moodle(entries: Sequence[Entry]) -> list[HandIn]:
    """The submissions of a download."""
    by_person: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in entries:
        if split := _split(entry):
            name, number, inside = split
            by_person.setdefault((name, number), {})[inside] = entry
    names = Counter(name for name, _ in by_person)
    return [
        _hand_in(name, number, files, alone=names[name] == 1)
        for (name, number), files in by_person.items()
    ]


def _split(entry: Entry) -> tuple[str, str, str] | None:
    """Name and number of a participant, and the path of a file below; None if it is not so."""
    for place, part in enumerate(entry.parts):
        if match := _PART.fullmatch(part):
            inside = [*filter(None, [match["rest"]]), *entry.parts[place + 1 :]]
            return (match["name"], match["number"] or "", "/".join(inside)) if inside else None
    return None


def _hand_in(name: str, number: str, wanted: dict[str, Entry], *, alone: bool) -> HandIn:
    files, notes = named(wanted)
    source = f"{name}_{number}" if number else name
    return HandIn(
        Person(name=name, label=name if alone else source),
        source=source,
        files=files,
        receipt={"name": name, "participant": number},
        notes=notes,
    )
