"""nbgrader's autograde step, with the engine's verdicts and a look at the files first."""

import glob
import shutil
import warnings
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import SAWarning
from traitlets import Instance, Integer, List, Unicode

from autograder.checks import AuthorError
from autograder.grading import DEFAULT_SEED, CheckBugError
from autograder.isolation import IsolationRefusedError
from autograder.judge import Judge
from autograder.paths import Layout
from autograder.plugin.quarantine import sweep
from autograder.plugin.scores import Checks


class CheckedAutograde(Autograde):  # type: ignore[misc] # nbgrader is not typed
    """Autograde that grades what is new or has changed, and stops before it harms a record.

    Attributes:
        judge: whose word counts; a new one for each run unless the caller brings one.
        graded: pairs of student and assignment that this run has recorded.
    """

    checkout = Unicode(help="Folder of the checkout.").tag(config=True)
    seed = Integer(DEFAULT_SEED, help="Seed of the checks' inputs.").tag(config=True)
    accept_weaker: "List[Any]" = List(help="Isolation properties that may be missing.").tag(
        config=True
    )
    jobs = Integer(2, help="How many submissions are run at once.").tag(config=True)
    judge = Instance(Judge, allow_none=True)
    graded: "List[Any]" = List()

    def start(self) -> None:
        """Grade the submissions that the course directory's ids name.

        Raises:
            NbGraderException: some could not be graded; the log says why.
        """
        with ExitStack() as stack:
            if self.judge is None:
                layout = Layout(Path(self.checkout))
                judge = Judge(layout, seed=self.seed, accept_weaker=self.accept_weaker)
                self.judge = stack.enter_context(judge)
                stack.callback(setattr, self, "judge", None)
            stack.enter_context(warnings.catch_warnings())
            # nbgrader links new rows in an order that SQLAlchemy 2.1 remarks upon.
            warnings.filterwarnings("ignore", "Object of type .* not in session", SAWarning)
            super().start()

    def init_notebooks(self) -> None:
        """Find the notebooks, after a look at the folders that hold them.

        nbgrader's own hooks come too late for this: by then it has read the timestamps and
        passed over every folder without a notebook.
        """
        for student, assignment in self._submissions():
            try:
                sweep(self._judge.layout, student, assignment)
            except OSError as error:
                self.log.error("%s's files could not be put right: %s", student, error)
        super().init_notebooks()

    def convert_notebooks(self) -> None:
        """Grade in parallel, then record one by one."""
        by_assignment: dict[str, list[str]] = {}
        for student, assignment in self._submissions():
            if self._judge.knows(assignment):
                by_assignment.setdefault(assignment, []).append(student)
        try:
            for assignment, students in by_assignment.items():
                for student, _ in self._judge.verdicts(assignment, students, jobs=self.jobs):
                    self.log.info("Judged %s of %s", assignment, student)
        except (AuthorError, CheckBugError, IsolationRefusedError) as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error
        super().convert_notebooks()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether a submission is to be graded: it is new, newer, or not what was recorded."""
        recorded = Path(self._format_dest(assignment_id, student_id))
        excluded = student_id in self.coursedir.student_id_exclude.split(",")
        ours = not (self.force or excluded) and self.coursedir.notebook_id == "*"
        if ours and recorded.is_dir() and not self._is_recorded(assignment_id, student_id):
            self.log.warning("%s's submission has changed since it was graded", student_id)
            shutil.rmtree(recorded)
        return bool(super().init_destination(assignment_id, student_id))

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step for a submission: from here on it is recorded."""
        super().set_permissions(assignment_id, student_id)
        self._judge.record(student_id, assignment_id)
        self.graded.append((student_id, assignment_id))

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()
        for preprocessor in self.exporter._preprocessors:
            if isinstance(preprocessor, Checks):
                preprocessor.judge = self._judge

    def _is_recorded(self, assignment: str, student: str) -> bool:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                gradebook.find_submission(assignment, student)
            except MissingEntry:
                return False
        return self._judge.recorded(student, assignment) == self._judge.stamp(student, assignment)

    @property
    def _judge(self) -> Judge:
        if self.judge is None:
            raise RuntimeError("the judge is there from start() to its end")
        return self.judge

    def _submissions(self) -> list[tuple[str, str]]:
        """Student and assignment of each folder that this run is about."""
        submitted = self.coursedir.format_path(
            self.coursedir.submitted_directory,
            self.coursedir.student_id,
            self.coursedir.assignment_id,
        )
        return [(Path(p).parent.name, Path(p).name) for p in sorted(glob.glob(submitted))]  # noqa: PTH207 - the pattern is nbgrader's, and absolute


def plug_in() -> None:
    """Have nbgrader's commands, its API and formgrader use CheckedAutograde.

    nbgrader names its converter class in these two modules and takes no other from the
    configuration.
    """
    nbgrader.apps.api.Autograde = CheckedAutograde
    nbgrader.apps.autogradeapp.Autograde = CheckedAutograde
