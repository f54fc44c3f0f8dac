"""The folders that nbgrader's converters are about, found without taking names for patterns."""

import glob
import os
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

_LONGEST = 200  # bytes of a name to which an ending is added


def submissions(course: CourseDirectory, step: str) -> list[Path]:
    """The folders of a step that the course directory's ids name, in order of their names.

    Args:
        course: whose ids may be patterns; a student of exactly that name comes first. Names are
            compared in Unicode NFC, since a Mac writes them otherwise.
        step: the first part of the path, "submitted" for one.
    """
    wanted = normal(course.student_id)
    found = sorted(map(Path, glob.glob(course.format_path(step, "*", course.assignment_id))))  # noqa: PTH207 - nbgrader's absolute pattern
    named = [path for path in found if normal(path.parent.name) == wanted]
    return named or [path for path in found if fnmatchcase(normal(path.parent.name), wanted)]


def normal(name: str) -> str:
    """A name in Unicode NFC, in which each is written in one way."""
    return unicodedata.normalize("NFC", name)


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
