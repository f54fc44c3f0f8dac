"""The results of a course's submissions, each found once in a run."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.gradebook.hand_in_time import HandInTime
from autograder.gradebook.recorded import Recorded, load_recorded, save_recorded
from autograder.gradebook.stamps import engine_stamp, files_stamp, texts_stamp
from autograder.gradebook.taking import Taken, take_submission
from autograder.grading.asking import asked_of
from autograder.grading.grader import DEFAULT_SEED, Grader
from autograder.grading.results import Result
from autograder.grading.store import ResultStore
from autograder.submissions.asked import Asked


class CourseGrader:
    """Grades what students handed in to a course, and keeps the results in course/results/.

    It is there for one run: what was graded in it is what is recorded.

    Args:
        layout: the folders of the course.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew, whatever is on file.
        loaded: assignments that have been read already.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        seed: int = DEFAULT_SEED,
        accept_weaker: Sequence[str] = (),
        no_cache: bool = False,
        loaded: Iterable[Assignment] = (),
    ) -> None:
        self.layout = layout
        self.no_cache = no_cache
        self._seed = seed
        self._accept_weaker = accept_weaker
        self._loaded = {assignment.name: assignment for assignment in loaded}
        self._graders: dict[str, Grader] = {}
        self._asked: dict[str, Asked] = {}
        self._taken: dict[tuple[str, str], Taken] = {}  # by student and assignment, as below
        self._results: dict[tuple[str, str], Result] = {}
        self._releases: dict[str, str] = {}  # stamps by assignment

    @property
    def accepted_weaker(self) -> tuple[str, ...]:
        """Isolation properties that were missing and accepted, as far as anything was graded."""
        accepted = (name for grader in self._graders.values() for name in grader.isolation.accepted)
        return tuple(dict.fromkeys(accepted))

    def knows(self, assignment: str) -> bool:
        """True if the assignment has checks of ours."""
        return (self.layout.solutions / assignment / "checks.py").is_file()

    def grader(self, assignment: str) -> Grader:
        """The grader of an assignment.

        Raises:
            AuthorError: the assignment is written wrongly.
            MissingPackageError: a package that it needs is not installed.
            IsolationRefusedError: the machine does not confine submissions.
        """
        if assignment not in self._graders:
            self._graders[assignment] = Grader(
                self._load(assignment),
                seed=self._seed,
                accept_weaker=self._accept_weaker,
            )
        return self._graders[assignment]

    def take_in(self, folder: Path, student: str) -> None:
        """Read a submission, and write what nbgrader is to grade into course/intake/.

        Raises:
            IntakeError: it cannot be read.
            OSError: the course cannot be written to.
        """
        assignment = folder.name
        if assignment not in self._asked:
            self._asked[assignment] = self._ask(assignment)
        asked = self._asked[assignment]
        self._taken[student, assignment] = take_submission(self.layout, folder, student, asked)

    def notes(self, student: str, assignment: str) -> tuple[str, ...]:
        """What was read otherwise than it lies in a submission, one sentence each."""
        taken = self._taken.get((student, assignment))
        return taken.notes if taken else ()

    def _ask(self, assignment: str) -> Asked:
        if self.knows(assignment):
            return asked_of(self._load(assignment))
        release = self.layout.course / "release" / assignment
        return Asked({}, notebooks=tuple(path.name for path in release.glob("*.ipynb")))

    def _load(self, assignment: str) -> Assignment:
        if assignment not in self._loaded:
            self._loaded[assignment] = load_assignment(self.layout.solutions / assignment)
        return self._loaded[assignment]

    def result(self, student: str, assignment: str) -> Result:
        """The result of a submission; graded now when it was not in this run."""
        if (student, assignment) not in self._results:
            list(self.results(assignment, [student], jobs=1))
        return self._results[student, assignment]

    def results(
        self, assignment: str, students: Iterable[str], *, jobs: int
    ) -> Iterator[tuple[str, Result]]:
        """The result of each student's submission, as they come.

        Raises:
            CheckBugError: a check is broken.
        """
        grader = self.grader(assignment)
        store = ResultStore(self.layout.results(assignment))
        known = [student for student in students if (student, assignment) in self._results]
        for student in known:
            yield student, self._results[student, assignment]
        new = (
            (self.layout.submitted(student, assignment), self._taken[student, assignment].files)
            for student in students
            if student not in known
        )
        for path, result in grader.grade_many(new, jobs, store, reuse=not self.no_cache):
            student = path.parent.name
            self._results[student, assignment] = result
            yield student, result

    def time(self, student: str, assignment: str) -> HandInTime:
        """The time of hand-in."""
        return self._taken[student, assignment].time

    def waits(self, student: str, assignment: str) -> dict[str, str]:
        """Why a person has to look at cells that have a score, by their grade_id."""
        if not self.knows(assignment):
            return {}
        exercises = self.result(student, assignment).exercises
        return {e.exercise: str(e.waits) for e in exercises if e.waits}

    def code(self, student: str, assignment: str) -> str:
        """A hash of the modules that were handed in."""
        return texts_stamp(self._taken[student, assignment].files.modules)

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on.

        What a deadline takes off is not in it: penalties are settled by themselves.
        """
        time = self.time(student, assignment)
        parts = [
            engine_stamp(),
            self.result(student, assignment).key if self.knows(assignment) else "",
            files_stamp(self.layout.intake(student, assignment).glob("*.ipynb")),
            self.code(student, assignment),
            self._release(assignment),
            str(time.at),
            time.waits,
            self.waits(student, assignment),
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def recorded(self, student: str, assignment: str) -> Recorded:
        """What was recorded last."""
        return load_recorded(self._record(student, assignment))

    def record(self, student: str, assignment: str, recorded: Recorded) -> None:
        """Remember what the gradebook holds."""
        save_recorded(self._record(student, assignment), recorded)

    def _release(self, assignment: str) -> str:
        if assignment not in self._releases:
            release = self.layout.course / "release" / assignment
            self._releases[assignment] = files_stamp(release.glob("*.ipynb"))
        return self._releases[assignment]

    def close(self) -> None:
        """Close the graders."""
        for grader in self._graders.values():
            grader.close()
        self._graders.clear()

    def _record(self, student: str, assignment: str) -> Path:
        return self.layout.recorded(assignment) / f"{student}.json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
