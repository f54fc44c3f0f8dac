"""nbgrader's API, on which formgrader stands, with students' names compared in Unicode NFC.

A student whose folder was typed on a Mac would be listed twice: as the folder and as the gradebook
have the name.
"""

from datetime import datetime

from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import temp_attrs

from autograder.gradebook.folders import normal, submissions

_get_submitted_students = NbGraderAPI.get_submitted_students


def compare_names_in_nfc() -> None:
    """Have the API see one student where a name is written in two ways.

    A time of hand-in is read as nbgrader's commands read it.
    """
    NbGraderAPI.get_submitted_students = _submitted_students
    NbGraderAPI.get_submitted_timestamp = _submitted_timestamp


def _submitted_students(api: NbGraderAPI, assignment_id: str) -> set[str]:
    return {normal(name) for name in _get_submitted_students(api, assignment_id)}


def _submitted_timestamp(api: NbGraderAPI, assignment_id: str, student_id: str) -> datetime | None:
    course = api.coursedir
    with temp_attrs(course, assignment_id=assignment_id, student_id=student_id):
        found = submissions(course, course.submitted_directory)
    return course.get_existing_timestamp(str(found[0])) if found else None
