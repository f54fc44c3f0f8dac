"""Runs nbgrader's generate_assignment on a course folder of our choice."""

import contextlib
import io
import logging
import os
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config

from autograder.authors.exercise import AuthorError
from autograder.release.changed_cells import CellChange, SaveChangedCells

TEXT_STUB = "*Your answer here.*"
CODE_STUB = 'raise NotImplementedError("Write your answer here.")'


class ReleaseError(AuthorError):
    """nbgrader or its gradebook refused the release; the message holds nbgrader's log."""


class Generate(GenerateAssignment):  # type: ignore[misc] # nbgrader is not typed
    """GenerateAssignment that lets cells be added and removed after students have handed in."""

    preprocessors: list[Any]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.preprocessors = [
            SaveChangedCells if stage is SaveCells else stage for stage in self.preprocessors
        ]

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """What was added or removed."""
        stages = [p for p in self.exporter._preprocessors if isinstance(p, SaveChangedCells)]
        return tuple(change for stage in stages for change in stage.changes)


@dataclass(frozen=True)
class Generated:
    """A release that nbgrader generated.

    Attributes:
        folder: of the release.
        changes: exercises and questions that were added or removed since students handed in.
    """

    folder: Path
    changes: tuple[CellChange, ...]


def generate_release(
    course: Path,
    name: str,
    database: str | None,
    *,
    course_id: str = "",
    recorded: Path | None = None,
) -> Generated:
    """Generate course/release/<name> from course/source/<name>, and register it.

    Nothing but these folders and the gradebook has a say: no nbgrader_config.py is read, so
    that a release is the same on every machine. The release that was there before is replaced.

    Args:
        course: absolute path of the folder that nbgrader calls the course root.
        name: name of the assignment.
        database: URL of the gradebook, which is made when it is missing; None to register the
            release nowhere.
        course_id: nbgrader's name of the course; "" for its default.
        recorded: the folder for the marks of removed cells; by default one in the course.

    Raises:
        ReleaseError: nbgrader failed. The release of that course folder is gone then.
    """
    log, text = _private_log()
    stubs = {"text_stub": TEXT_STUB, "code_stub": {"python": CODE_STUB}}
    options = {
        "ClearSolutions": stubs,
        "GenerateAssignment": {"force": True},
        "SaveChangedCells": {"recorded": str(recorded or course / "recorded")},
    }
    config = Config(options)
    directory = CourseDirectory(log=log, root=str(course), assignment_id=name)
    converter = Generate(coursedir=directory, config=config, log=log)
    if course_id:
        directory.course_id = course_id
    if database:
        directory.db_url = database
    else:
        converter.no_database = True
        converter.preprocessors = [p for p in converter.preprocessors if p is not SaveChangedCells]
    try:
        with _our_scripts_first():
            converter.start()
    except Exception as error:  # nbgrader lets through what SQLAlchemy and nbconvert raise
        raise ReleaseError(
            f"{course}: nbgrader could not generate {name}. {error}\n{text.getvalue()}"
        ) from error
    return Generated(course / "release" / name, converter.changes)


@contextlib.contextmanager
def _our_scripts_first() -> Iterator[None]:
    """For a new gradebook nbgrader runs `alembic`: that of this environment, activated or not."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _private_log() -> tuple[logging.Logger, io.StringIO]:
    """A logger that nobody else sees, and the text that it writes to."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    # Made by hand and not by getLogger, so that it is nobody's child and ends with this call.
    log = logging.Logger("nbgrader", logging.INFO)
    log.addHandler(handler)
    return log, text
