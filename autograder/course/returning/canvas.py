"""Packs for Canvas: “Upload Submissions” takes the feedback, “Import Grades” the scores.

Canvas finds out whose a file is by two numbers in its name, those of the student and of a file
that was handed in, and shows it under the name of that file. So a page goes back under the name
that its submission came with.
"""

from collections.abc import Mapping

from autograder.course.collecting.canvas import user_in
from autograder.course.returning.returned import Returned, ReturnedClass
from autograder.course.returning.tables import number, scores, table, total
from autograder.course.returning.zips import zip_of

_STUDENT = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def pack_canvas(class_: ReturnedClass) -> dict[str, bytes]:
    """The files for Canvas, by name."""
    return {
        "feedback.zip": zip_of(_feedback(class_)),
        "grades.csv": _grades(class_, {class_.column: class_.whole}),
        "grades-by-exercise.csv": _by_exercise(class_),
    }


def can_get_page(each: Returned) -> bool:
    """True if Canvas can tell whose a page is."""
    return any(user_in(name) for name in each.receipt_of("canvas").values())


def _feedback(class_: ReturnedClass) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for each in class_.students:
        originals = sorted(filter(user_in, each.receipt_of("canvas").values()), key=_fitness)
        if not originals or not each.pages:
            continue
        pages = {name: path.read_bytes() for name, path in each.pages.items()}
        first = originals[0]
        if first.lower().endswith(".zip"):
            files[first] = zip_of(pages)
        elif len(pages) == 1:
            files[f"{first}.html"] = next(iter(pages.values()))
        else:
            files[f"{first}.zip"] = zip_of(pages)
    return files


def _fitness(name: str) -> tuple[int, str]:
    """An order in which a file comes first whose ending suits what goes back."""
    endings = (".zip", ".html", ".ipynb")
    return next((n for n, end in enumerate(endings) if name.lower().endswith(end)), 9), name


def _grades(class_: ReturnedClass, columns: Mapping[str, float]) -> bytes:
    rows = [[*_STUDENT, *columns]]
    rows.append(["    Points Possible", "", "", "", "", *map(number, columns.values())])
    rows += [[*_who(each), total(each)] for each in class_.students]
    return table(rows)


def _by_exercise(class_: ReturnedClass) -> bytes:
    names = [f"{class_.assignment}: {name}" for name in class_.points]
    rows = [[*_STUDENT, *names]]
    rows.append(["    Points Possible", "", "", "", "", *map(number, class_.points.values())])
    rows += [[*_who(each), *scores(each, class_.points)] for each in class_.students]
    return table(rows)


def _who(each: Returned) -> list[str]:
    """What Canvas finds a student by: its own number, or else the id of the institution."""
    student = each.student
    given = map(user_in, each.receipt_of("canvas").values())
    user = student.lms_user_id or next(filter(None, given), "")
    name = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
    return [name, user, "" if user else student.id, "", ""]
