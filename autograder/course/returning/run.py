"""One run that packs an assignment for a system, into course/returned/."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.layout import Layout
from autograder.course.returning import canvas, gradescope, moodle
from autograder.course.returning.marks import read_sheet
from autograder.course.returning.returned import Returned, ReturnedClass, gather, old_pages
from autograder.course.returning.tables import plain
from autograder.course.returning.zips import zip_of

TARGETS = ("canvas", "moodle", "gradescope", "csv")


@dataclass(frozen=True)
class Packed:
    """The report of a run.

    Attributes:
        folder: where the files are.
        files: their names.
        students: how many have a score in them.
        withdrawn: ids that are in the gradebook and not in the roster: left out.
        missing: students of the roster without a score.
        provisional: those for whom a person has to look at something.
        without_page: those with a score and no feedback page.
        old_page: those whose page does not show what the gradebook holds now.
        not_addressed: those whose work did not come in from this system, so that it cannot be
            told whose their pages are.
    """

    folder: Path
    files: tuple[str, ...]
    students: int
    withdrawn: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    without_page: tuple[str, ...] = ()
    old_page: tuple[str, ...] = ()
    not_addressed: tuple[str, ...] = ()


def pack(layout: Layout, assignment: str, target: str, column: str = "") -> Packed:
    """Pack feedback pages and scores as a system takes them.

    Args:
        layout: the course.
        assignment: a graded one.
        target: one of TARGETS.
        column: the assignment's name in the system's gradebook; "" if it is the same.

    Raises:
        AuthorError: nothing was graded.
        RosterError: the roster cannot be read.
        CollectError: the record of what was collected is damaged.
    """
    sheet = read_sheet(layout, assignment)
    class_ = gather(layout, assignment, column or assignment, sheet)
    files = _files(layout, class_, target)
    folder = layout.returned(assignment) / target
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    scored = [each for each in class_.students if each.marks]
    return Packed(
        folder,
        tuple(name for name in files if "/" not in name),
        len(scored),
        class_.withdrawn,
        tuple(each.student.id for each in class_.students if not each.marks),
        tuple(e.student.id for e in scored if e.marks and e.marks.waits),
        tuple(each.student.id for each in scored if not each.pages),
        old_pages(layout, class_),
        tuple(each.student.id for each in scored if not _is_addressed(each, target)),
    )


def _files(layout: Layout, class_: ReturnedClass, target: str) -> dict[str, bytes]:
    match target:
        case "canvas":
            return canvas.pack_canvas(class_)
        case "moodle":
            return moodle.pack_moodle(class_)
        case "gradescope":
            return gradescope.pack_gradescope(layout, class_)
        case _:
            pages = {
                f"{each.student.id}/{name}": path.read_bytes()
                for each in class_.students
                for name, path in each.pages.items()
            }
            return {"feedback.zip": zip_of(pages), "grades.csv": plain(class_)}


def _is_addressed(each: Returned, target: str) -> bool:
    match target:
        case "canvas":
            return canvas.can_get_page(each)
        case "moodle":
            return moodle.can_get_page(each)
        case "gradescope":
            return gradescope.can_get_page(each)
        case _:
            return True
