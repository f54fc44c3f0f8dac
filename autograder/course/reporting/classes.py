"""A class as its histories tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.gradebook.history import Entry, History, Judged
from autograder.gradebook.people import known


@dataclass(frozen=True)
class Submission:
    """What one student handed in for an assignment.

    Attributes:
        student: whose.
        entries: its history, the oldest first; at least one.
        place: the folder of what was graded last.
    """

    student: str
    entries: tuple[Entry, ...]
    place: Path

    @property
    def now(self) -> Entry:
        """The last entry."""
        return self.entries[-1]


@dataclass(frozen=True)
class Class:
    """All submissions of an assignment.

    Attributes:
        assignment: which.
        submissions: by those who take the course, in order of their names.
    """

    assignment: Assignment
    submissions: tuple[Submission, ...]

    def judged(self, exercise: str) -> Iterator[tuple[Submission, Judged]]:
        """What the checks say now of an exercise, submission by submission."""
        for submission in self.submissions:
            found = submission.now.graded.exercises.get(exercise)
            if found is not None:
                yield submission, found


def read_class(layout: Layout, assignment: Assignment) -> Class:
    """The histories of an assignment; those of people who left the course are left out.

    Raises:
        RosterError: the roster cannot be read.
    """
    name = assignment.name
    history = History(layout.history(name))
    students = known(layout, history.students()).students
    found = (Submission(s, history.entries(s), layout.intake(s, name)) for s in students)
    return Class(assignment, tuple(each for each in found if each.entries))
