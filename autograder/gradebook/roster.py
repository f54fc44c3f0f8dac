"""The roster of a course: who takes it, as `nbgrader db student import` reads it too."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.authors.exercise import AuthorError
from autograder.submissions.encodings import decode

_DELIMITERS = ",;\t"


class RosterError(AuthorError):
    """The roster cannot be read for certain; the message names the file, the line and the fix."""


@dataclass(frozen=True)
class Student:
    """One line of the roster; every text is in Unicode's form NFC.

    Attributes:
        id: names the folders of the student in course/, and the student in the gradebook.
        first_name: "" where the roster has none, as for all that follow.
        last_name: the family name.
        email: as the course's system has it.
        lms_user_id: the number of the student in the course's system, such as Canvas's.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


_COLUMNS = tuple(Student.__dataclass_fields__)


def read_roster(path: Path) -> tuple[Student, ...]:
    """The students of a CSV file, in its order.

    The first line names the columns: id, and any of first_name, last_name, email, lms_user_id.
    Other columns are passed over. Commas, semicolons or tabs part them.

    Raises:
        RosterError: there is no such file, it is not UTF-8 or UTF-16, it has no column id, or an
            id is missing, occurs twice, or cannot be the name of a folder.
    """
    students: dict[str, Student] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(path):
        student = Student(**{name: row[name] for name in _COLUMNS if name in row})
        if why := why_no_folder(student.id):
            raise RosterError(f"{path}, line {line}: {why}")
        if student.id in lines:
            raise RosterError(
                f"{path}, line {line}: the id {student.id} stands in line {lines[student.id]}"
                " already; give each student one line and one id"
            )
        students[student.id], lines[student.id] = student, line
    return tuple(students.values())


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a roster that hold anything: their number, and their values by column."""
    reader = csv.reader(text := _lines(path), delimiter=_delimiter(text[0] if text else ""))
    try:
        head = [name.casefold() for name in _clean(next(reader, []))]
        if "id" not in head:
            raise RosterError(
                f"{path}, line 1: no column is called id; begin with the line {','.join(_COLUMNS)}"
            )
        for values in reader:
            if any(cleaned := _clean(values)):
                yield reader.line_num, dict(zip(head, cleaned, strict=False))
    except csv.Error as error:
        raise RosterError(f"{path}, line {reader.line_num}: {error}") from None


def _lines(path: Path) -> list[str]:
    try:
        text, how = decode(path.read_bytes())
    except OSError as error:
        raise RosterError(f"{path}: {error.strerror}; course.toml names it as roster") from None
    if how.startswith(("Latin-1", "cp949")):  # guessed, and a name that is wrong is a student lost
        raise RosterError(f"{path} is not in UTF-8; save it as “CSV UTF-8”")
    return text.splitlines(keepends=True)


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def _clean(values: list[str]) -> list[str]:
    return [unicodedata.normalize("NFC", value).strip() for value in values]


def why_no_folder(name: str) -> str:
    """Why an id cannot be the name of a folder; "" when it can."""
    if not name:
        return "the id is missing"
    if name.startswith(".") or set(name) & set("/\\") or not name.isprintable():
        return f"the id {name!r} cannot be the name of a folder; take letters, digits, - and _"
    return ""
