"""Scores as the gradebook holds them, and the totals that nbgrader's export gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from autograder.assignments.database import require_database
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.gradebook.hand_in_time import time_waits
from autograder.gradebook.roster import Student

_TIME = "time_of_hand_in"


@dataclass(frozen=True)
class Marks:
    """One student's scores for an assignment.

    Attributes:
        student: as the gradebook has it.
        scores: by exercise and written answer; marked by a person or by checks.
        score: their sum.
        penalty: what being late costs.
        waits: what a person has to look at, so that all is provisional: exercises, answers, and
            "time_of_hand_in".
    """

    student: Student
    scores: Mapping[str, float]
    score: float
    penalty: float
    waits: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The score that counts: without the penalty, and never below 0."""
        return max(0.0, self.score - self.penalty)


@dataclass(frozen=True)
class Sheet:
    """The scores of all who handed in an assignment.

    Attributes:
        points: available, by exercise and written answer, in the order of the notebooks.
        marks: by student.
    """

    points: Mapping[str, float]
    marks: Mapping[str, Marks]

    @property
    def whole(self) -> float:
        """All points."""
        return sum(self.points.values())


def read_sheet(layout: Layout, assignment: str) -> Sheet:
    """The scores in the gradebook.

    Raises:
        AuthorError: nothing was recorded for the assignment, or the database server does not
            answer.
    """
    nothing = AuthorError(
        f"the gradebook holds no scores of {assignment}: grade it first, with `autograder course"
        f" {assignment}`"
    )
    if layout.gradebook and not layout.gradebook.is_file():
        raise nothing
    require_database(layout)
    with Gradebook(layout.database, layout.settings.id) as gradebook:
        try:
            notebooks = gradebook.find_assignment(assignment).notebooks
        except MissingEntry:
            raise nothing from None
        cells = [cell for notebook in notebooks for cell in notebook.grade_cells]
        points = {cell.name: float(cell.max_score) for cell in cells}
        found = (_marks(layout, each) for each in gradebook.assignment_submissions(assignment))
        return Sheet(points, {marks.student.id: marks for marks in found})


def _marks(layout: Layout, submission: SubmittedAssignment) -> Marks:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    person = submission.student
    waits = [grade.name for grade in grades if grade.needs_manual_grade]
    if time_waits(layout.submitted(person.id, submission.name), layout.settings.zone):
        waits.append(_TIME)
    known = (person.first_name, person.last_name, person.email, person.lms_user_id)
    return Marks(
        Student(person.id, *(value or "" for value in known)),
        {grade.name: float(grade.score) for grade in grades},
        float(submission.score),
        float(submission.late_submission_penalty or 0.0),
        tuple(waits),
    )
