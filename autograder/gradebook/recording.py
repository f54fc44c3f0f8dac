"""Records results through nbgrader: gradebook, autograded notebooks and feedback pages."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.assignments.assignment import MissingPackageError
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.gradebook.autograde import CheckedAutograde
from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.feedback_pages import Pages
from autograder.gradebook.history import Scores
from autograder.gradebook.lookups import scores_of
from autograder.grading.feedback import first_finding
from autograder.grading.grader import CheckBugError
from autograder.sandbox.self_test import IsolationRefusedError

_REFUSALS = (AuthorError, CheckBugError, IsolationRefusedError, MissingPackageError)

Status = Literal["graded", "unchanged", "problem", "withdrawn"]


@dataclass(frozen=True)
class Row:
    """One student's line in the table of an assignment.

    Attributes:
        status: whether this run graded the submission, found it as it was, or could not; or whether
            the student is no longer in the roster.
        scores: points earned by exercise, as in the gradebook.
        to_mark: how many cells, written answers above all, wait for a person.
        total: as on the page and in nbgrader's export, what was late taken off.
        late_penalty: what was taken off for being late.
        points: available.
        finding: the first thing that cost points, in one sentence; "" when nothing did.
        problem: why it could not be graded; "" otherwise.
        waits: why a person must look before the score counts; "" if nobody must.
        notes: what was odd about the files, one sentence each; it costs nothing.
    """

    student: str
    assignment: str
    status: Status
    scores: Mapping[str, float] = field(default_factory=dict)
    to_mark: int = 0
    total: float = 0.0
    late_penalty: float = 0.0
    points: float = 0.0
    finding: str = ""
    problem: str = ""
    waits: str = ""
    notes: tuple[str, ...] = ()


class GradebookRecorder:
    """Runs nbgrader on the submissions of one assignment, set up as nbgrader_config.py says.

    Args:
        layout: the course.
        grader: gives the results.
        jobs: how many submissions are graded at once.
    """

    def __init__(self, layout: Layout, grader: CourseGrader, jobs: int) -> None:
        self._layout = layout
        self._grader = grader
        self._jobs = jobs
        loader = PyFileConfigLoader("nbgrader_config.py", path=str(layout.root))
        self._config: Config = loader.load_config()

    def record(
        self, assignment: str, students: Sequence[str], progress: Callable[[str, str], None]
    ) -> Iterator[Row]:
        """Bring gradebook and feedback up to date with what the students handed in.

        Args:
            assignment: which.
            students: everybody who handed it in.
            progress: told what is done, and the student who is through with it.

        Raises:
            AuthorError: the assignment is written wrongly.
            MissingPackageError: a package that it needs is not installed.
            IsolationRefusedError: the machine does not confine submissions.
            CheckBugError: a check is broken.
        """
        if not students:
            return
        config = deepcopy(self._config)
        config.CourseDirectory.assignment_id = assignment
        log = logging.Logger("nbgrader", logging.ERROR)  # nobody else sees it
        course = CourseDirectory(config=config, log=log)
        options = {"coursedir": course, "config": config, "log": log}
        autograde = CheckedAutograde(grader=self._grader, jobs=self._jobs, **options)
        causes = _run(autograde, log, progress)
        causes |= {student: why for (student, _), why in autograde.problems.items()}
        causes = _run(Pages(**options), log, progress) | causes
        graded = {student for student, _ in autograde.graded}
        settled = graded | {student for student, _ in autograde.unchanged}
        with Gradebook(course.db_url, course.course_id) as gradebook:
            held = scores_of(gradebook, assignment)
        for student in students:
            why = causes.get(student, "")
            if why or student not in settled:
                why = why or causes.get("", "") or "nbgrader did not come to it"
                yield Row(student, assignment, "problem", problem=why)
            else:
                yield self._row(held[student], student, assignment, student in graded)

    def _row(self, held: Scores, student: str, assignment: str, graded: bool) -> Row:
        result = self._grader.result(student, assignment)
        found = (first_finding(exercise) for exercise in result.exercises)
        settled = {*held.cells} - {*held.waits}
        waits = [str(e.waits) for e in result.exercises if e.waits and e.exercise not in settled]
        waits.append(self._grader.time(student, assignment).waits)
        return Row(
            student,
            assignment,
            "problem" if result.alarms else "graded" if graded else "unchanged",
            scores={
                e.exercise: held.cells[e.exercise]
                for e in result.exercises
                if e.exercise in held.cells
            },
            to_mark=len(held.waits),
            total=held.total,
            late_penalty=held.penalty,
            points=held.points,
            finding=next((sentence for sentence in found if sentence), result.error or ""),
            problem="; ".join(result.alarms),
            waits=" ".join(dict.fromkeys(filter(None, waits))),
            notes=(*self._grader.notes(student, assignment), *result.notes),
        )


class _Causes(logging.Handler):
    """Remembers what was raised over whom."""

    def __init__(self, converter: CheckedAutograde | Pages) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._converter = converter

    def emit(self, record: logging.LogRecord) -> None:
        """Look for a traceback in what is logged."""
        _, _, traceback = record.getMessage().rpartition("Traceback (most recent call last)")
        said = (line for line in traceback.splitlines()[1:] if line and not line.startswith(" "))
        if cause := next(said, ""):
            self.found[self._converter.at[0]] = cause


def _run(
    converter: CheckedAutograde | Pages, log: logging.Logger, progress: Callable[[str, str], None]
) -> dict[str, str]:
    """Run one of nbgrader's steps; returns what went wrong by student, "" being all of them."""
    converter.progress = progress
    causes = _Causes(converter)
    log.addHandler(causes)
    try:
        converter.start()
    except NbGraderException as error:
        if isinstance(error.__cause__, _REFUSALS):
            raise error.__cause__ from None
        causes.found.setdefault("", str(error))
    finally:
        log.removeHandler(causes)
    return causes.found
