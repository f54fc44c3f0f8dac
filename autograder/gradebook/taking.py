"""Takes in what was handed in to a course, and writes the folder that nbgrader grades."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.assignments.layout import Layout
from autograder.gradebook.choices import read_choice
from autograder.gradebook.fresh_notebook import fresh_notebook
from autograder.gradebook.hand_in_time import HandInTime, hand_in_time
from autograder.submissions.asked import Asked
from autograder.submissions.handed_in import TIMESTAMP
from autograder.submissions.intake import take_in
from autograder.submissions.reading import IntakeError, SubmittedFiles


@dataclass(frozen=True)
class Taken:
    """A submission that was taken in.

    Attributes:
        files: the modules that are graded.
        notes: what was read otherwise than it lies in the submission, and why.
        time: when it was handed in.
    """

    files: SubmittedFiles
    notes: tuple[str, ...]
    time: HandInTime


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
    intake = take_in(folder, asked, read_choice(layout, student, assignment))
    place = layout.intake(student, assignment)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    notes: list[str] = []
    for path in sorted((layout.course / "release" / assignment).glob("*.ipynb")):
        released = nbformat.read(path, as_version=4)
        fresh = fresh_notebook(path.name, released, intake, asked.notebooks)
        text = json.dumps(fresh.notebook, indent=1, ensure_ascii=False)
        (place / path.name).write_text(text, encoding="utf-8")
        notes += fresh.notes
    for module, source in intake.files.modules.items():
        if module in asked.modules:
            (place / f"{module}.py").write_bytes(source)
    time = hand_in_time(intake.handed, layout.settings.zone)
    if time.at is not None:
        (place / TIMESTAMP).write_text(f"{time.at:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
    return Taken(intake.files, tuple(notes), time)
