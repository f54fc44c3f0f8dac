"""The folders that nbgrader's converters are about, found without taking names for patterns."""

import glob
import os
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

_LONGEST = 200  # bytes of a name to which an ending is added


def submissions(course: CourseDirectory, step: str) -> list[Path]:
    """The folders of a step that the course directory's ids name, in order of their names.

    Args:
        course: whose ids may be patterns; a folder of exactly that name comes first.
        step: the first part of the path, "submitted" for one.
    """
    named = course.format_path(step, course.student_id, course.assignment_id)
    found = [named] if os.path.isdir(named) else glob.glob(named)  # noqa: PTH112, PTH207 - nbgrader's absolute pattern
    return [Path(path) for path in sorted(found)]


def notebooks_in(folder: Path, notebook: str) -> list[str]:
    """The notebooks of a folder whose names, without ".ipynb", match a pattern."""
    return sorted(str(path) for path in folder.glob(f"{notebook}.ipynb") if path.is_file())


def why_misnamed(student: str) -> str:
    """Why no files can be named after a student's folder; "" when they can."""
    if not student.isprintable():
        return "rename the student's folder: its name cannot be printed"
    if len(os.fsencode(student)) > _LONGEST:
        return "rename the student's folder: its name is too long"
    return ""
