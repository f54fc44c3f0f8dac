"""What goes back to a class: for each student the marks, the pages, and how the work came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.assignments.layout import Layout
from autograder.course.collecting.record import Receipt, read_record
from autograder.course.returning.marks import Marks, Sheet
from autograder.gradebook.folders import notebooks_in
from autograder.gradebook.people import roster_of
from autograder.gradebook.recorded import load_recorded
from autograder.gradebook.roster import Student
from autograder.gradebook.stamps import gradebook_stamps, pages_stamp


@dataclass(frozen=True)
class Returned:
    """What goes back to one student.

    Attributes:
        student: of the roster, or of the gradebook where there is no roster.
        marks: None where nothing was handed in, which is no score and not 0.
        pages: feedback pages by name.
        receipt: how the submission came in; None where it was not collected.
    """

    student: Student
    marks: Marks | None
    pages: Mapping[str, Path]
    receipt: Receipt | None

    def receipt_of(self, system: str) -> Mapping[str, str]:
        """What a system needs to see again; empty where the work came in another way."""
        return self.receipt.receipt if self.receipt and self.receipt.system == system else {}


@dataclass(frozen=True)
class ReturnedClass:
    """What goes back to a class.

    Attributes:
        assignment: its name.
        column: its name in the gradebook of the system.
        points: available, by exercise and written answer.
        students: in the order of the roster, or of their ids.
        withdrawn: ids in the gradebook that are not in the roster; nothing is returned to them.
    """

    assignment: str
    column: str
    points: Mapping[str, float]
    students: tuple[Returned, ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def whole(self) -> float:
        """All points."""
        return sum(self.points.values())


def gather(layout: Layout, assignment: str, column: str, sheet: Sheet) -> ReturnedClass:
    """Bring together what goes back to a class.

    Raises:
        RosterError: the roster cannot be read.
        CollectError: the record of what was collected is damaged.
    """
    everybody = [marks.student for _, marks in sorted(sheet.marks.items())]
    roster = roster_of(layout)
    students: Sequence[Student] = everybody if roster is None else roster
    receipts = read_record(layout, assignment).students
    known = {student.id for student in students}
    return ReturnedClass(
        assignment,
        column,
        sheet.points,
        tuple(
            Returned(s, sheet.marks.get(s.id), _pages(layout, s.id, assignment), receipts.get(s.id))
            for s in students
        ),
        tuple(sorted(sheet.marks.keys() - known)),
    )


def old_pages(layout: Layout, class_: ReturnedClass) -> tuple[str, ...]:
    """The students whose pages do not show what the gradebook holds now."""
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        held = gradebook_stamps(gradebook, class_.assignment)
    return tuple(
        each.student.id
        for each in class_.students
        if each.pages and not _is_current(layout, each.student.id, class_.assignment, held)
    )


def _is_current(layout: Layout, student: str, assignment: str, held: Mapping[str, str]) -> bool:
    notebooks = notebooks_in(layout.course / "autograded" / student / assignment, "*")
    stamp = pages_stamp(map(Path, notebooks), held.get(student, ""))
    return load_recorded(layout.recorded(assignment) / f"{student}.json").pages == stamp


def _pages(layout: Layout, student: str, assignment: str) -> Mapping[str, Path]:
    pages = sorted(layout.feedback(student, assignment).glob("*.html"))
    return {path.name: path for path in pages if path.is_file() and not path.is_symlink()}
