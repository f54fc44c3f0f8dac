"""What a person chose where several files of a submission may be meant."""

import json
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.gradebook.folders import normal
from autograder.grading.asking import asked_of
from autograder.grading.store import replace_text
from autograder.submissions.intake import Choice, take_in


class NoChoiceError(Exception):
    """There is nothing to choose; the message says what there is."""


def read_choice(layout: Layout, student: str, assignment: str) -> Choice | None:
    """What was chosen for a student; None where nothing was."""
    try:
        text = layout.choice(student, assignment).read_text(encoding="utf-8")
        document = json.loads(text)
        return Choice(document["of"], dict(document["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def settle(layout: Layout, student: str, assignment: Assignment, file: str) -> list[str]:
    """Settle that a file is meant, until the student hands in again.

    Args:
        layout: the course.
        student: whose submission it is.
        assignment: which.
        file: its path, as the person who chooses was told.

    Returns:
        The modules that it will be graded as.

    Raises:
        NoChoiceError: no such file is there to be chosen.
        IntakeError: the submission cannot be read.
    """
    intake = take_in(_folder(layout, student, assignment.name), asked_of(assignment))
    files = {module: intake.files.may_be_chosen(module) for module in intake.files.asked}
    modules = [module for module, some in files.items() if file in some]
    if not modules:
        there = [path for some in files.values() for path in some]
        can = f"There are: {'; '.join(there)}." if there else "Nothing waits for a choice."
        raise NoChoiceError(f"{student}'s {assignment.name} has no {file} to choose. {can}")
    digest = intake.handed.digest
    before = read_choice(layout, student, assignment.name)
    kept = before.files if before and before.of == digest else {}
    document = {"of": digest, "files": {**kept, **dict.fromkeys(modules, file)}}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    replace_text(layout.choice(normal(student), assignment.name), text)
    return modules


def _folder(layout: Layout, student: str, assignment: str) -> Path:
    found = (layout.course / "submitted").glob(f"*/{assignment}")
    for folder in found:
        if normal(folder.parent.name) == normal(student):
            return folder
    raise NoChoiceError(f"{student} has not handed in {assignment}.")
