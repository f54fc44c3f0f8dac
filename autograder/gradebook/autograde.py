"""nbgrader's autograde step, with our results and a look at the files first."""

import shutil
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SAWarning
from traitlets import Bool, Dict, Instance, Integer, List, Unicode

from autograder.assignments.assignment import MissingPackageError
from autograder.assignments.layout import Layout
from autograder.authors.exercise import AuthorError
from autograder.gradebook.course_grader import CourseGrader
from autograder.gradebook.database import Transaction
from autograder.gradebook.folders import normal, notebooks_in, submissions, why_misnamed
from autograder.gradebook.history import History
from autograder.gradebook.lateness import settle_penalties
from autograder.gradebook.lookups import scores_of
from autograder.gradebook.marks import Marking, SaveMarks, marks_asked_for
from autograder.gradebook.people import enroll, known
from autograder.gradebook.recorded import Recorded
from autograder.gradebook.scores import Checks
from autograder.gradebook.turns import turn
from autograder.grading.grader import DEFAULT_SEED, CheckBugError
from autograder.sandbox.self_test import IsolationRefusedError
from autograder.submissions.reading import IntakeError

_STUDENTS = (
    select(SubmittedAssignment.student_id)
    .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    .where(Assignment.name == bindparam("name"))
)


class CheckedAutograde(Autograde):  # type: ignore[misc] # nbgrader is not typed
    """Autograde that grades what is new or has changed, and stops before it harms a record.

    Attributes:
        grader: gives the results; a new one for each run unless the caller brings one.
        graded: pairs of student and assignment that this run has recorded.
        unchanged: pairs that were recorded before.
        problems: by pair, why nothing could be done for it.
        at: the pair that is being worked on.
        progress: told "Grading" or "Recording", and the student who is through with it.
        waits: whether it waits while another run is at work in the course.
    """

    course_folder = Unicode(help="The folder that holds course.toml.").tag(config=True)
    seed = Integer(DEFAULT_SEED, help="Seed of the checks' inputs.").tag(config=True)
    accept_weaker: "List[Any]" = List(help="Isolation properties that may be missing.").tag(
        config=True
    )
    jobs = Integer(2, help="How many submissions are run at once.").tag(config=True)
    no_cache = Bool(False, help="Whether everything is graded anew.").tag(config=True)
    grader = Instance(CourseGrader, allow_none=True)
    graded: "List[Any]" = List()
    unchanged: "List[Any]" = List()
    problems: "Dict[Any, Any]" = Dict()
    at: tuple[str, str] = ("", "")
    progress: Callable[[str, str], None] = staticmethod(lambda stage, student: None)
    waits = True

    def start(self) -> None:
        """Grade the submissions that the course directory's ids name.

        Raises:
            NbGraderException: some could not be graded; the log says why.
        """
        if not self.course_folder:  # nbgrader goes on without a configuration
            raise self._refusal("nbgrader_config.py could not be read; see above.")
        with ExitStack() as stack:
            stack.enter_context(turn(self, "nbgrader autograde"))
            if self.grader is None:
                grader = CourseGrader(
                    Layout(Path(self.course_folder)),
                    seed=self.seed,
                    accept_weaker=self.accept_weaker,
                    no_cache=self.no_cache,
                )
                self.grader = stack.enter_context(grader)
                stack.callback(setattr, self, "grader", None)
            stack.enter_context(warnings.catch_warnings())
            # nbgrader links new rows in an order that SQLAlchemy 2.1 remarks upon.
            warnings.filterwarnings("ignore", "Object of type .* not in session", SAWarning)
            self._known: dict[str, set[str]] = {}  # students on record, by assignment
            self._marking = Marking()
            self._writing = stack.enter_context(Transaction(self.coursedir.db_url))
            super().start()

    @property
    def _input_directory(self) -> str:
        given = super()._input_directory
        # What is written from course/submitted/, where nothing is changed.
        return "intake" if given == self.coursedir.submitted_directory else str(given)

    def init_notebooks(self) -> None:
        """Take in the submissions, and find the notebooks that were written from them.

        nbgrader's own search takes a folder's name for a pattern, and passes over every folder
        without a notebook.
        """
        self.assignments = {}
        all_folders = submissions(self.coursedir, self.coursedir.submitted_directory)
        for folder in self._of_students(all_folders):
            student, assignment = normal(folder.parent.name), folder.name
            try:
                self._take_in(folder, student)
            except Exception as error:  # a fault of ours over one folder is not the class's
                known = isinstance(error, (IntakeError, OSError))
                why = str(error) if known else f"the grader failed to read it: {error!r}"
                self.problems[student, assignment] = why
                self.log.error("%r was not graded: %s", student, why)
            else:
                place = Path(self._format_source(assignment, student))
                if found := notebooks_in(place, self.coursedir.notebook_id):
                    self.assignments[str(place)] = found
        if not (self.assignments or self.problems):
            super().init_notebooks()  # which says what it looked for

    def _of_students(self, folders: Sequence[Path]) -> list[Path]:
        """The folders of those who take the course; the others are named in the log.

        Raises:
            NbGraderException: none of them does, or the roster cannot be read.
        """
        try:
            enroll(self._grader.layout)
            people = known(self._grader.layout, [folder.parent.name for folder in folders])
        except AuthorError as error:
            raise self._refusal(str(error)) from error
        for stranger in people.strangers:
            self.log.warning("%s", stranger)
        if folders and not people.students:
            raise self._refusal("Nobody of these is in the roster: nothing was graded.")
        return [folder for folder in folders if normal(folder.parent.name) in people.students]

    def _refusal(self, why: str) -> NbGraderException:
        self.log.error("%s", why)  # nbgrader's command ends without a word
        return NbGraderException(why)

    def _take_in(self, folder: Path, student: str) -> None:
        if why := why_misnamed(student):
            raise IntakeError(why)
        if folder.parent.is_symlink():
            raise IntakeError(f"{folder.parent.name} is a link and no folder")
        if self._format_source(folder.name, student) in self.assignments:
            raise IntakeError("there are two folders of this name, written in two ways: join them")
        self._grader.take_in(folder, student)

    def convert_notebooks(self) -> None:
        """Grade in parallel, then record one by one."""
        by_assignment: dict[str, list[str]] = {}
        for folder in map(Path, self.assignments):
            if self._grader.knows(folder.name):
                by_assignment.setdefault(folder.name, []).append(folder.parent.name)
        try:
            for assignment, students in by_assignment.items():
                for student, _ in self._grader.results(assignment, students, jobs=self.jobs):
                    self.progress("Grading", student)
        except (AuthorError, CheckBugError, IsolationRefusedError, MissingPackageError) as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error
        self._settle()
        super().convert_notebooks()
        self._through()
        for assignment in sorted({name for _, name in (*self.graded, *self.unchanged)}):
            self._note(assignment)
        if self.problems:
            raise NbGraderException("Some submissions could not be graded; the log says why.")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """True if a submission is to be graded: it is new, newer, or not as it was recorded."""
        self._through()
        self.at = (student_id, assignment_id)
        self._writing.begin()
        self._stamp = self._grader.stamp(student_id, assignment_id)
        self._before = self._grader.recorded(student_id, assignment_id)
        recorded = Path(self._format_dest(assignment_id, student_id))
        excluded = student_id in self.coursedir.student_id_exclude.split(",")
        ours = not (self.force or excluded) and self.coursedir.notebook_id == "*"
        if ours and recorded.is_dir() and not self._is_recorded(assignment_id, student_id):
            self.log.warning("%s's submission has changed since it was graded", student_id)
            shutil.rmtree(recorded)
        wanted = bool(super().init_destination(assignment_id, student_id))
        if not wanted:
            if ours:
                self._grader.remember(student_id, assignment_id, self._before)
            (self.graded if self.at in self._settled else self.unchanged).append(self.at)
        return wanted

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Prepare a submission's record, with the time of hand-in as we read it."""
        grader = self._grader
        with self._gradebook() as gradebook:
            asked = marks_asked_for(gradebook, assignment_id, student_id)
        self._marking = Marking(
            self._before.answers,
            asked,
            grader.waits(student_id, assignment_id),
            grader.code(student_id, assignment_id),
        )
        super().init_assignment(assignment_id, student_id)
        with self._gradebook() as gradebook:  # nbgrader keeps a time that is there no more
            submission = gradebook.find_submission(assignment_id, student_id)
            submission.timestamp = grader.time(student_id, assignment_id).at
            gradebook.db.commit()

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step for a submission: from here on it is recorded."""
        super().set_permissions(assignment_id, student_id)
        settle_penalties(self, assignment_id, [student_id])
        self._writing.commit()
        self._note(assignment_id, student_id)
        answers = {**self._before.answers, **self._marking.answers}
        recorded = Recorded(self._stamp, answers, self._before.pages)
        self._grader.record(student_id, assignment_id, recorded)
        self.graded.append((student_id, assignment_id))

    def _note(self, assignment: str, student: str = "") -> None:
        """Add to the history of a submission that was graded, or of all whose scores moved."""
        history = History(self._grader.layout.history(assignment))
        with self._gradebook() as gradebook:
            held = scores_of(gradebook, assignment, student)
        for name, scores in held.items():
            graded = self._grader.graded(name, assignment) if student else None
            history.note(name, graded, scores)

    def _through(self) -> None:
        if self.at[0]:
            self.progress("Recording", self.at[0])
        self.at = ("", "")

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade a notebook in one go; nbgrader would write it first, for a kernel to run it."""
        self._init_preprocessors()
        BaseConverter.convert_single_notebook(self, notebook_filename)

    def _init_preprocessors(self) -> None:
        self.exporter._preprocessors = []
        for stage in (*self.sanitize_preprocessors, *self.autograde_preprocessors):
            self.exporter.register_preprocessor(stage)
        for preprocessor in self.exporter._preprocessors:
            if isinstance(preprocessor, Checks):
                preprocessor.grader = self._grader
            if isinstance(preprocessor, SaveMarks):
                preprocessor.marking = self._marking

    def _settle(self) -> None:
        """Bring what was recorded before up to date with deadlines and marks."""
        self._settled: set[tuple[str, str]] = set()
        excluded = self.coursedir.student_id_exclude.split(",")
        for assignment in sorted({Path(folder).name for folder in self.assignments}):
            folders = [Path(folder) for folder in self.assignments]
            students = {f.parent.name for f in folders if f.name == assignment} - {*excluded}
            changed = settle_penalties(self, assignment, students)
            self._settled |= {(student, assignment) for student in changed}

    def _gradebook(self) -> Gradebook:
        return Gradebook(self.coursedir.db_url, self.coursedir.course_id)

    def _is_recorded(self, assignment: str, student: str) -> bool:
        if self._grader.no_cache or self._before.stamp != self._stamp:
            return False
        if assignment not in self._known:
            with self._gradebook() as gradebook:
                self._known[assignment] = set(gradebook.db.scalars(_STUDENTS, {"name": assignment}))
        return student in self._known[assignment]

    @property
    def _grader(self) -> CourseGrader:
        if self.grader is None:
            raise RuntimeError("the grader is there from start() to its end")
        return self.grader
