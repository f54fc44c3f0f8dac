"""Has each of nbgrader's converters take its turn in a course."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.assignments.course_lock import CourseBusyError, alone


class Turner(Protocol):
    """A converter.

    Attributes:
        waits: whether it waits while another run is at work in the course.
    """

    coursedir: CourseDirectory
    waits: bool


@contextmanager
def turn(converter: Turner, what: str) -> Iterator[None]:
    """Work in the converter's course alone.

    Raises:
        NbGraderException: another run is at work, and it does not wait.
    """
    try:
        with alone(Path(converter.coursedir.root), what, wait=converter.waits):
            yield
    except CourseBusyError as error:
        raise NbGraderException(str(error)) from error
