"""Finds a person in the roster, or says why not; it never guesses between two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.collecting.hand_ins import Person, nfc
from autograder.gradebook.roster import Student

_LONGEST = 100  # characters of an id that is made here


@dataclass(frozen=True)
class Match:
    """The student that a person is.

    Attributes:
        student: the id; "" where nobody can be told for certain.
        why: why nobody can be told; "" otherwise.
    """

    student: str
    why: str = ""


def match(person: Person, roster: Sequence[Student]) -> Match:
    """The student of a roster that a person is.

    What is one person's alone (id, number, address) is asked before the name. If two of these
    point to different students, nobody is taken.
    """
    if any(nfc(person.id) == student.id for student in roster):
        roster = [s for s in roster if s.id == nfc(person.id) or _fold(s.id) != _fold(person.id)]
    found: dict[str, None] = {}
    for is_one in (_same_id, _same_number, _same_address, _same_account):
        if hits := [student.id for student in roster if is_one(person, student)]:
            found |= dict.fromkeys(hits)
            if len(hits) > 1:
                return Match("", f"{person.label} can be {_either(list(found))}")
    found = found or dict.fromkeys(s.id for s in roster if _same_name(person, s))
    if len(found) > 1:
        return Match("", f"{person.label} can be {_either(list(found))}")
    return Match(*found) if found else Match("", f"{person.label} is not in the roster")


def id_without_roster(person: Person) -> Match:
    """An id made from what a system calls a person."""
    made = re.sub(r"[^\w.@-]+", "-", nfc(person.label)).strip(".-")[:_LONGEST]
    return Match(made) if made else Match("", f"{person.label!a} cannot be the name of a folder")


def _either(ids: Sequence[str]) -> str:
    return " or ".join(ids)


def _fold(text: str) -> str:
    return nfc(text).casefold()


def _same_id(person: Person, student: Student) -> bool:
    return bool(person.id) and _fold(person.id) == _fold(student.id)


def _same_number(person: Person, student: Student) -> bool:
    return bool(person.lms_user_id) and person.lms_user_id == student.lms_user_id


def _same_address(person: Person, student: Student) -> bool:
    return bool(person.email) and _fold(person.email) == _fold(student.email)


def _same_account(person: Person, student: Student) -> bool:
    """True if one has a whole address, and the other what stands before its @."""
    theirs, ours = _fold(person.email).partition("@"), _fold(student.email).partition("@")
    if theirs[1] and ours[1]:
        return False  # two addresses are the same or not
    if theirs[1]:
        return theirs[0] == _fold(student.id)
    return bool(ours[1] and person.id) and _fold(person.id) == ours[0]


def _same_name(person: Person, student: Student) -> bool:
    first, last = _letters(student.first_name), _letters(student.last_name)
    name = _letters(person.name)
    return bool(name) and bool(first or last) and name in (first + last, last + first)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", _fold(name))
