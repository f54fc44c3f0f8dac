"""Takes in what was handed in to a course, and writes the folder that nbgrader grades."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.assignments.layout import Layout
from autograder.gradebook.choices import read_choice
from autograder.gradebook.fresh_notebook import fresh_notebook
from autograder.gradebook.hand_in_time import HandInTime, hand_in_time
from autograder.gradebook.stamps import texts_stamp
from autograder.submissions.asked import Asked
from autograder.submissions.handed_in import TIMESTAMP
from autograder.submissions.intake import take_in
from autograder.submissions.reading import IntakeError, SubmittedFiles


@dataclass(frozen=True)
class Taken:
    """A submission that was taken in.

    Attributes:
        files: the modules that are graded; None where they were graded already.
        notes: what was read otherwise than it lies in the submission, and why.
        time: when it was handed in.
        code: a hash of the modules.
        notebooks: a hash of what was written for nbgrader to grade.
        chosen: the files that a person chose, by module.
    """

    files: SubmittedFiles | None
    notes: tuple[str, ...]
    time: HandInTime
    code: str
    notebooks: str
    chosen: Mapping[str, str] = field(default_factory=dict)


def take_submission(layout: Layout, folder: Path, student: str, asked: Asked) -> Taken:
    """Read a submission, and write the notebook and the modules that nbgrader is to grade.

    Nothing below course/submitted/ is changed.

    Args:
        layout: the course.
        folder: where the submission lies.
        student: the name that it is recorded under.
        asked: what the assignment asks for.

    Raises:
        IntakeError: the submission cannot be read.
        OSError: the folder cannot be written.
    """
    try:
        return _take(layout, folder, student, asked)
    except (IntakeError, OSError):
        raise
    except Exception as error:  # a slip of ours over one submission stops nobody else
        raise IntakeError(f"reading it failed ({type(error).__name__}: {error})") from error


def _take(layout: Layout, folder: Path, student: str, asked: Asked) -> Taken:
    assignment = folder.name
    choice = read_choice(layout, student, assignment)
    intake = take_in(folder, asked, choice)
    place = layout.intake(student, assignment)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    notes: list[str] = []
    written: dict[str, bytes] = {}
    for path in sorted((layout.course / "release" / assignment).glob("*.ipynb")):
        status = path.stat()
        released = _released(path, status.st_mtime_ns, status.st_size, status.st_ino)
        fresh = fresh_notebook(path.name, released, intake, asked.notebooks)
        text = json.dumps(fresh.notebook, indent=1, ensure_ascii=False)
        written[path.name] = text.encode("utf-8")
        (place / path.name).write_bytes(written[path.name])
        notes += fresh.notes
    for module, source in intake.files.modules.items():
        if module in asked.modules:
            (place / f"{module}.py").write_bytes(source)
    time = hand_in_time(intake.handed, layout.settings.zone)
    if time.at is not None:
        (place / TIMESTAMP).write_text(f"{time.at:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
    return Taken(
        intake.files,
        tuple(notes),
        time,
        texts_stamp(intake.files.modules),
        texts_stamp(written),
        choice.files if choice and choice.of == intake.handed.digest else {},
    )


@lru_cache(maxsize=16)
def _released(path: Path, *state: int) -> NotebookNode:
    """A released notebook, read once for the class; nobody changes it."""
    released: NotebookNode = nbformat.read(path, as_version=4)
    return released
