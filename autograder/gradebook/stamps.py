"""Stamps: hashes of all that a record, or a page, depends on."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select

from autograder.grading.cache_key import ENGINE

_ROOMS = ("gradebook", "grading", "submissions")
_PACKAGES = ("nbgrader", "nbconvert", "mistune", "latex2mathml", "pygments", "jinja2")


@cache
def engine_stamp() -> str:
    """A hash of the code and the templates that record results and write pages."""
    digest = hashlib.sha256(json.dumps([version(name) for name in _PACKAGES]).encode())
    for room in _ROOMS:
        for path in sorted((ENGINE / room).rglob("*")):
            if path.suffix in (".py", ".j2"):
                digest.update(f"{path.relative_to(ENGINE)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def files_stamp(paths: Iterable[Path]) -> str:
    """A hash of the names and the contents of files."""
    return texts_stamp({path.name: path.read_bytes() for path in paths})


def texts_stamp(texts: Mapping[str, bytes]) -> str:
    """A hash of texts and of their names."""
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(name.encode("utf-8", "replace") + f"\n{len(text)}\n".encode() + text)
    return digest.hexdigest()


def gradebook_stamps(gradebook: Gradebook, assignment: str) -> dict[str, str]:
    """A hash of all that the gradebook holds of each student's submission of an assignment."""
    digests: dict[str, Any] = {}
    for query in _QUERIES:
        for student, *row in gradebook.db.execute(query.where(Assignment.name == assignment)):
            digest = digests.setdefault(student, hashlib.sha256())
            digest.update(f"{json.dumps(row)}\n".encode())
    return {student: digest.hexdigest() for student, digest in digests.items()}


def pages_stamp(notebooks: Iterable[Path], held: str) -> str:
    """A hash of all that the pages of a submission show.

    Args:
        notebooks: the autograded ones.
        held: the stamp of what the gradebook holds of it.
    """
    parts = (engine_stamp(), files_stamp(notebooks), held)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _of_notebooks(query: "Select[tuple[object, ...]]") -> "Select[tuple[object, ...]]":
    return (
        query.join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )


_WHOSE = (SubmittedAssignment.student_id, Notebook.name)
_SCORES = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
_COMMENTS = (Comment.auto_comment, Comment.manual_comment)
_QUERIES = (
    _of_notebooks(select(*_WHOSE, SubmittedNotebook.late_submission_penalty)).order_by(*_WHOSE),
    *(
        _of_notebooks(
            select(*_WHOSE, BaseCell.name, *columns)
            .join(BaseCell, table.cell_id == BaseCell.id)
            .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        ).order_by(*_WHOSE, BaseCell.name)
        for table, columns in ((Grade, (*_SCORES, Grade.max_score)), (Comment, _COMMENTS))
    ),
)
