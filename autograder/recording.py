"""Records verdicts through nbgrader: gradebook, autograded notebooks and feedback pages."""

import glob
import io
import logging
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.feedback import first_finding
from autograder.judge import Judge
from autograder.paths import Layout
from autograder.plugin.autograde import CheckedAutograde

Status = Literal["graded", "unchanged", "problem"]


@dataclass(frozen=True)
class Row:
    """Where one student stands in one assignment.

    Attributes:
        status: whether this run graded the submission, found it as it was, or could not.
        scores: points earned by exercise, as in the gradebook.
        to_mark: how many cells, written answers above all, wait for a person.
        total: as in the gradebook.
        points: available.
        finding: the first thing that cost points, in one sentence; "" when nothing did.
        problem: why it could not be graded; "" otherwise.
    """

    student: str
    assignment: str
    status: Status
    scores: Mapping[str, float] = field(default_factory=dict)
    to_mark: int = 0
    total: float = 0.0
    points: float = 0.0
    finding: str = ""
    problem: str = ""


class Recorder:
    """Runs nbgrader on one submission after the other, set up as nbgrader_config.py says.

    Args:
        layout: the checkout.
        judge: whose word counts.
    """

    def __init__(self, layout: Layout, judge: Judge) -> None:
        self._layout = layout
        self._judge = judge
        loader = PyFileConfigLoader("nbgrader_config.py", path=str(layout.root))
        self._config: Config = loader.load_config()

    def record(self, student: str, assignment: str) -> Row:
        """Bring gradebook and feedback up to date with one submission."""
        if glob.escape(student) != student:
            problem = f"rename the folder {student}: nbgrader takes [, * and ? for patterns"
            return Row(student, assignment, "problem", problem=problem)
        config = deepcopy(self._config)
        config.CourseDirectory.student_id = student
        config.CourseDirectory.assignment_id = assignment
        log, text = _private_log()
        course = CourseDirectory(config=config, log=log)
        autograde = CheckedAutograde(coursedir=course, config=config, log=log, judge=self._judge)
        try:
            autograde.start()
            stale = not self._has_feedback(student, assignment)
            GenerateFeedback(coursedir=course, config=config, log=log, force=stale).start()
        except NbGraderException as error:
            return Row(
                student, assignment, "problem", problem=_cause(text.getvalue()) or str(error)
            )
        status: Status = "graded" if autograde.graded else "unchanged"
        return self._row(student, assignment, status, course.db_url)

    def _has_feedback(self, student: str, assignment: str) -> bool:
        """Whether each autograded notebook has a page that is no older."""
        notebooks = self._layout.course / "autograded" / student / assignment
        pages = self._layout.feedback(student, assignment)
        return all(
            (page := pages / f"{notebook.stem}.html").is_file()
            and page.stat().st_mtime_ns >= notebook.stat().st_mtime_ns
            for notebook in notebooks.glob("*.ipynb")
        )

    def _row(self, student: str, assignment: str, status: Status, database: str) -> Row:
        exercises = [e.name for e in self._judge.grader(assignment).assignment.exercises]
        alarms = self._judge.verdict(student, assignment).result.alarms
        with Gradebook(database) as gradebook:
            submission = gradebook.find_submission(assignment, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            earned = {grade.name: grade.score for grade in grades}
            return Row(
                student,
                assignment,
                "problem" if alarms else status,
                scores={name: earned[name] for name in exercises if name in earned},
                to_mark=sum(grade.needs_manual_grade for grade in grades),
                total=submission.score,
                points=submission.max_score,
                finding=self._first_finding(student, assignment),
                problem="; ".join(alarms),
            )

    def _first_finding(self, student: str, assignment: str) -> str:
        result = self._judge.verdict(student, assignment).result
        found = (first_finding(exercise) for exercise in result.exercises)
        return next((sentence for sentence in found if sentence), result.error or "")


def _private_log() -> tuple[logging.Logger, io.StringIO]:
    """A logger that nobody else sees, and what is written to it."""
    text = io.StringIO()
    log = logging.Logger("nbgrader", logging.ERROR)
    log.addHandler(logging.StreamHandler(text))
    return log, text


def _cause(log: str) -> str:
    """The exception at the end of the last traceback in a log."""
    _, _, traceback = log.rpartition("Traceback (most recent call last)")
    said = (line for line in traceback.splitlines()[1:] if line and not line.startswith(" "))
    return next(said, "")
