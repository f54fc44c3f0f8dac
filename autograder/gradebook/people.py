"""Who takes the course: folders of submissions, the roster and the gradebook, compared in NFC.

Without a roster everybody who hands in is a student.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook
from nbgrader.api import Student as Row

from autograder.assignments.layout import Layout
from autograder.gradebook.folders import normal
from autograder.gradebook.roster import Student, read_roster

_FIELDS = ("first_name", "last_name", "email", "lms_user_id")
_ALIKE = 0.6  # of two names, between 0 and 1


@dataclass(frozen=True)
class Stranger:
    """A folder of submissions that belongs to nobody.

    Attributes:
        folder: its name.
        guess: the id in the roster that looks most like it; "" where none does.
        roster: the name of the file.
    """

    folder: str
    guess: str
    roster: str

    def __str__(self) -> str:
        perhaps = f" (perhaps {self.guess})" if self.guess else ""
        return (
            f"{self.folder}{perhaps} is in course/submitted/ and not in {self.roster}: not graded."
            " Rename the folder, or add the student."
        )


@dataclass(frozen=True)
class People:
    """Those whose folders were found, and those who left.

    Attributes:
        students: those whose submissions are to be graded, in NFC.
        strangers: folders that belong to nobody.
        withdrawn: ids in the gradebook that are no longer in the roster.
    """

    students: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    withdrawn: tuple[str, ...] = ()


def roster_of(layout: Layout) -> tuple[Student, ...] | None:
    """The roster of a course; None where it has none.

    Raises:
        RosterError: it cannot be read.
    """
    return read_roster(layout.roster) if layout.roster else None


def known(layout: Layout, folders: Iterable[str]) -> People:
    """Part those whose submissions are graded from strangers and from those who left.

    Args:
        layout: the course.
        folders: names below course/submitted/.

    Raises:
        RosterError: the roster cannot be read.
    """
    names = tuple(dict.fromkeys(map(normal, folders)))
    roster = roster_of(layout)
    if roster is None or layout.roster is None:
        return People(names)
    ids = {student.id for student in roster}
    left = sorted({normal(name) for name in _in_gradebook(layout)} - ids)
    strange = [name for name in names if name not in {*ids, *left}]
    return People(
        tuple(name for name in names if name in ids),
        tuple(Stranger(name, _guess(name, roster), layout.roster.name) for name in strange),
        tuple(left),
    )


def enroll(layout: Layout) -> None:
    """Put the students of the roster into the gradebook, with what the roster says of them.

    Raises:
        RosterError: the roster cannot be read.
    """
    roster = roster_of(layout)
    if not roster:
        return
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        there = {normal(row.id): row for row in gradebook.students}
        for student in roster:
            row = there.get(student.id) or Row(id=student.id)
            gradebook.db.add(row)
            for field in _FIELDS:
                if value := getattr(student, field):
                    setattr(row, field, value)
        gradebook.db.commit()


def _in_gradebook(layout: Layout) -> list[str]:
    if layout.gradebook is not None and not layout.gradebook.exists():
        return []
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        return [row.id for row in gradebook.students]


def _guess(folder: str, roster: Sequence[Student]) -> str:
    ids = {_plain(text): s.id for s in roster for text in _ways_to_write(s)}
    found = difflib.get_close_matches(_plain(folder), ids, n=1, cutoff=_ALIKE)
    return ids[found[0]] if found else ""


def _ways_to_write(student: Student) -> tuple[str, ...]:
    first, last = student.first_name, student.last_name
    names = (f"{first} {last}", f"{last} {first}") if first and last else ()
    return (*names, student.email.partition("@")[0], student.id)


def _plain(name: str) -> str:
    return normal(name).casefold().replace("_", " ").replace("-", " ").strip()
