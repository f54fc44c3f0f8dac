"""Penalties for being late, kept up to date wherever scores are read.

nbgrader works a penalty out once, while it autogrades. Later a deadline is extended, or a person
marks an answer whose points the penalty does not know, and the total stays what it was.
"""

from collections.abc import Collection

from nbgrader.api import Assignment, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Row, select, update

_ROWS = (
    select(
        SubmittedNotebook.id,
        SubmittedNotebook.score,
        SubmittedNotebook.late_submission_penalty.label("penalty"),
        SubmittedAssignment.student_id.label("student"),
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
    )
    .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
    .order_by(SubmittedAssignment.student_id, Notebook.name)
)


def settle_penalties(
    converter: BaseConverter, assignment: str, students: Collection[str]
) -> set[str]:
    """Work out the penalties for an assignment and write those that have changed.

    Args:
        converter: whose course directory has the gradebook, and whose configuration has the
            method of AssignLatePenalties.
        assignment: which.
        students: whose; in one query, however many.

    Returns:
        The students whose penalty is another one than before.
    """
    course = converter.coursedir
    stage = AssignLatePenalties(parent=converter)
    stage.init_plugin()
    changed = set()
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for row in gradebook.db.execute(_ROWS.where(Assignment.name == assignment)).all():
            if row.student in students and (penalty := _penalty(stage, row)) != row.penalty:
                changed.add(row.student)
                gradebook.db.execute(
                    update(SubmittedNotebook)
                    .where(SubmittedNotebook.id == row.id)
                    .values(late_submission_penalty=penalty)
                )
        gradebook.db.commit()
    return changed


def _penalty(stage: AssignLatePenalties, row: "Row[tuple[object, ...]]") -> float | None:
    """What the configured method takes off a notebook; None for nothing."""
    if row.timestamp is None or row.duedate is None:
        return None
    due = row.duedate + row.extension if row.extension is not None else row.duedate
    late = (row.timestamp - due).total_seconds()
    if late <= 0:
        return None
    penalty = stage.plugin_inst.late_submission_penalty(row.student, row.score, late)
    return None if penalty is None else stage._check_late_penalty(row, penalty)
