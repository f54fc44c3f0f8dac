"""What a person does in formgrader, done in the gradebook as formgrader does it."""

from datetime import datetime

from demo_course import CORRECT, cell_of, hand_in, released_notebook
from nbgrader.api import Grade, Gradebook

from autograder.assignments.layout import Layout


def open_gradebook(layout: Layout) -> Gradebook:
    return Gradebook(f"sqlite:///{layout.gradebook}")


def grade_of(gradebook: Gradebook, student: str, cell: str = "why") -> Grade:
    return gradebook.find_grade(cell, "demo", "demo", student)


def mark(layout, student, score, cell="why", *, comment=None, extra=None):
    """Give a mark, and say something where the cell is an answer."""
    with open_gradebook(layout) as gradebook:
        grade = grade_of(gradebook, student, cell)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        if comment is not None:
            gradebook.find_comment(cell, "demo", "demo", student).manual_comment = comment
        gradebook.db.commit()


def marks(layout, student, cell="why"):
    """The mark of a cell, and whether a person is asked for one."""
    with open_gradebook(layout) as gradebook:
        grade = grade_of(gradebook, student, cell)
        return grade.manual_score, grade.needs_manual_grade


def comment_on(layout, student, cell="why"):
    with open_gradebook(layout) as gradebook:
        return gradebook.find_comment(cell, "demo", "demo", student).comment


def set_due_date(layout, year, month, day, hour=0):
    """The deadline, in UTC."""
    with open_gradebook(layout) as gradebook:
        due = datetime(year, month, day, hour)
        gradebook.update_or_create_assignment("demo", duedate=due)


def answer(layout, student, text, module=CORRECT, *, cell="why", attachments=None):
    """Hand in with an answer."""
    notebook = released_notebook(layout)
    cell_of(notebook, cell).source = text
    if attachments:
        cell_of(notebook, cell)["attachments"] = attachments
    return hand_in(layout, student, module, notebook)
