"""The history of one student's scores as a page and as JSON, which say why a score changed."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.assignments.layout import Layout
from autograder.course.reporting.page import render
from autograder.gradebook.changes import Change, changes
from autograder.gradebook.folders import normal
from autograder.gradebook.history import History
from autograder.grading.store import replace_text

SCHEMA = 1  # of the history as JSON


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


def history_to_json(student: str, found: Mapping[str, tuple[Change, ...]]) -> dict[str, Any]:
    """The histories as the JSON document that scripts read (schema 1), the oldest line first."""
    return {
        "schema": SCHEMA,
        "student": student,
        "assignments": {
            name: [_to_json(change) for change in told] for name, told in found.items()
        },
    }


def _to_json(change: Change) -> dict[str, Any]:
    return {
        "total": change.entry.scores.total,
        "why": list(change.why),
        "moved": {cell: {"from": old, "to": new} for cell, (old, new) in change.cells.items()},
        **asdict(change.entry),
    }
