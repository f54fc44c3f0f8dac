"""The history of one student's scores as a page, which says why a score is another than before."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.assignments.layout import Layout
from autograder.course.reporting.page import render
from autograder.gradebook.changes import Change, changes
from autograder.gradebook.folders import normal
from autograder.gradebook.history import History
from autograder.grading.store import replace_text


def histories(
    layout: Layout, student: str, assignments: Iterable[str]
) -> dict[str, tuple[Change, ...]]:
    """What became of a student's scores, by assignment; those without any are left out."""
    found = {
        name: changes(History(layout.history(name)).entries(normal(student)))
        for name in assignments
    }
    return {name: told for name, told in found.items() if told}


def write_appeal(
    path: Path, layout: Layout, student: str, found: Mapping[str, tuple[Change, ...]]
) -> None:
    """Write a page of them, which needs nothing else."""
    course = layout.settings.id
    replace_text(path, render("history.html.j2", course=course, student=student, found=found))
