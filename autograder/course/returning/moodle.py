"""Packs for Moodle: feedback files in a zip, the grading worksheet, and a table for the gradebook.

The folders of the zip and the lines of the worksheet bear the participant's number, which belongs
to one assignment, so they can be written only for what was collected from Moodle.
"""

from autograder.course.returning.returned import Returned, ReturnedClass
from autograder.course.returning.tables import number, scores, table, total
from autograder.course.returning.zips import zip_of


def pack_moodle(class_: ReturnedClass) -> dict[str, bytes]:
    """The files for Moodle, by name."""
    return {
        "feedback.zip": zip_of(_feedback(class_)),
        "grading-worksheet.csv": _worksheet(class_),
        "grades.csv": _grades(class_),
    }


def can_get_page(each: Returned) -> bool:
    """True if Moodle can tell whose a page is."""
    return bool(each.receipt_of("moodle").get("participant"))


def _feedback(class_: ReturnedClass) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for each in filter(can_get_page, class_.students):
        receipt = each.receipt_of("moodle")
        folder = f"{receipt['name']}_{receipt['participant']}_assignsubmission_file_"
        for name, path in each.pages.items():
            files[f"{folder}/{name}"] = path.read_bytes()
    return files


def _worksheet(class_: ReturnedClass) -> bytes:
    head = ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade"]
    rows = [[*head, "Last modified (grade)"]]
    for each in filter(can_get_page, class_.students):
        receipt = each.receipt_of("moodle")
        who = [f"Participant {receipt['participant']}", receipt["name"], each.student.email]
        rows.append([*who, total(each), number(class_.whole), "-"])
    return table(rows)


def _grades(class_: ReturnedClass) -> bytes:
    head = ["ID number", "First name", "Last name", "Email address", class_.column]
    rows = [[*head, *(f"{class_.assignment}: {name}" for name in class_.points)]]
    for each in class_.students:
        who = each.student
        person = [who.id, who.first_name, who.last_name, who.email]
        rows.append([*person, total(each), *scores(each, class_.points)])
    return table(rows)
