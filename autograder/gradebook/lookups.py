"""What the gradebook holds, asked for once for many cells or students."""

from dataclasses import dataclass
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
from sqlalchemy.orm import undefer

from autograder.gradebook.history import Scores


def scores_of(gradebook: Gradebook, assignment: str, student: str = "") -> dict[str, Scores]:
    """What the gradebook holds of the submissions of an assignment, by student.

    Args:
        gradebook: that holds it.
        assignment: which.
        student: the only one who is asked for; "" for all.
    """
    whose = [SubmittedAssignment.student_id == student] if student else []
    submissions = select(
        SubmittedAssignment.student_id,
        SubmittedAssignment.max_score,
        SubmittedAssignment.late_submission_penalty,
    ).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    cells = _of_cells(
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        ),
        Grade,
    ).order_by(Notebook.name, BaseCell.name)
    scores: dict[str, dict[str, float]] = {}
    marks: dict[str, dict[str, float]] = {}
    waits: dict[str, list[str]] = {}
    for name, cell, score, mark, waiting in _rows(gradebook, cells.where(*whose), assignment):
        scores.setdefault(name, {})[cell] = float(score)
        if mark is not None:
            marks.setdefault(name, {})[cell] = float(mark)
        if waiting:
            waits.setdefault(name, []).append(cell)
    return {
        name: Scores(
            scores.get(name, {}),
            marks.get(name, {}),
            tuple(waits.get(name, ())),
            float(penalty or 0.0),
            float(points),
        )
        for name, points, penalty in _rows(gradebook, submissions.where(*whose), assignment)
    }


@dataclass(frozen=True)
class MarkedCell:
    """What the gradebook holds of one cell of one student.

    Attributes:
        grade: key of its grade.
        auto_score: that it has by itself; None where it has none.
        mark: that a person gave; None where nobody did.
        asked: whether a person is asked for a mark.
        comment_row: key of its comment; None where it can have none.
        comment: of a person; "" where there is none.
    """

    grade: str
    auto_score: float | None
    mark: float | None
    asked: bool
    comment_row: str | None
    comment: str


def marked_cells(
    gradebook: Gradebook, assignment: str, notebook: str, cell: str
) -> dict[str, MarkedCell]:
    """What the gradebook holds of a cell, by student."""
    student, here = (
        SubmittedAssignment.student_id,
        (Notebook.name == notebook, BaseCell.name == cell),
    )
    # A written answer is two cells in the gradebook: one has grades, the other has comments.
    comments = _of_cells(select(student, Comment.id, Comment.manual_comment), Comment)
    told = {
        name: (row, text or "")
        for name, row, text in _rows(gradebook, comments.where(*here), assignment)
    }
    grades = _of_cells(
        select(student, Grade.id, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade),
        Grade,
    )
    return {
        name: MarkedCell(grade, auto, mark, bool(asked), *told.get(name, (None, "")))
        for name, grade, auto, mark, asked in _rows(gradebook, grades.where(*here), assignment)
    }


def grades_of(
    gradebook: Gradebook, assignment: str, student: str, notebook: str
) -> dict[str, Grade]:
    """The grades of a submitted notebook by cell, to be changed."""
    return _of_notebook(gradebook, Grade, assignment, student, notebook)


def comments_of(
    gradebook: Gradebook, assignment: str, student: str, notebook: str
) -> dict[str, Comment]:
    """The comments on a submitted notebook by cell, to be changed."""
    return _of_notebook(gradebook, Comment, assignment, student, notebook)


def _of_notebook(
    gradebook: Gradebook, table: Any, assignment: str, student: str, notebook: str
) -> dict[str, Any]:
    query = _of_cells(select(BaseCell.name, table), table).where(
        SubmittedAssignment.student_id == student, Notebook.name == notebook
    )
    if table is Grade:
        query = query.options(undefer(Grade.max_score))
    return dict(map(tuple, _rows(gradebook, query, assignment)))


def _of_cells(query: "Select[Any]", table: Any) -> "Select[Any]":
    return (
        query.join(BaseCell, table.cell_id == BaseCell.id)
        .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )


def _rows(gradebook: Gradebook, query: "Select[Any]", assignment: str) -> list[Any]:
    return list(gradebook.db.execute(query.where(Assignment.name == assignment)))
