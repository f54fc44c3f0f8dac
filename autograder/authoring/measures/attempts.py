"""The time and the files of a version that is graded to measure the checks."""

import time
from collections.abc import Callable, Mapping

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import Exercise
from autograder.grading.grader import Grader
from autograder.submissions.reading import SubmittedFiles

# One that hangs is stopped; one that waits for a processor must not be. So it has many times the
# time of the reference.
_TIMES, _LEAST = 20.0, 3.0

Tell = Callable[[int, int], None]  # how many are done, and how many there are


def seconds_of(grader: Grader, exercise: Exercise) -> float:
    """The time that a version has for an exercise, in all."""
    start = time.monotonic()
    grader.grade_exercise(exercise, files_of(grader.assignment))
    return max(_LEAST, _TIMES * (time.monotonic() - start))


def files_of(assignment: Assignment, changed: Mapping[str, str] | None = None) -> SubmittedFiles:
    """The reference as it would be handed in, with other text for some of its modules."""
    texts = {m: assignment.source(m) for m in assignment.modules} | dict(changed or {})
    files = {module: text.encode() for module, text in texts.items()}
    return SubmittedFiles(files, assignment.modules)
