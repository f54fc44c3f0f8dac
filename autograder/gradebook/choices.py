"""What a person chose where several files of a submission may be meant."""

import json

from autograder.assignments.layout import Layout
from autograder.grading.store import replace_text
from autograder.submissions.intake import Choice, Intake


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


def choose(layout: Layout, student: str, assignment: str, intake: Intake, file: str) -> list[str]:
    """Settle that a file is meant, until the student hands in again.

    Args:
        layout: the course.
        student: whose submission it is.
        assignment: which.
        intake: the submission, taken in without what was chosen before.
        file: its path, as the person who chooses was told.

    Returns:
        The modules that it will be graded as.

    Raises:
        NoChoiceError: no such file is there to be chosen.
    """
    modules = [module for module, some in intake.files.choices.items() if file in some]
    if not modules:
        there = [path for some in intake.files.choices.values() for path in some]
        can = f"There are: {', '.join(there)}." if there else "Nothing waits for a choice."
        raise NoChoiceError(f"{student}'s {assignment} has no {file} to choose. {can}")
    digest = intake.handed.digest
    before = read_choice(layout, student, assignment)
    kept = before.files if before and before.of == digest else {}
    document = {"of": digest, "files": {**kept, **dict.fromkeys(modules, file)}}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    replace_text(layout.choice(student, assignment), text)
    return modules
