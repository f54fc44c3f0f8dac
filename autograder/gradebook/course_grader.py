"""The results of a course's submissions, each found once in a run."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.gradebook.hand_in_time import HandInTime, hand_in_time
from autograder.gradebook.recorded import Recorded, load_recorded, save_recorded
from autograder.gradebook.stamps import engine_stamp, files_stamp
from autograder.grading.grader import DEFAULT_SEED, Grader
from autograder.grading.results import Result
from autograder.grading.store import ResultStore


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
        self._results: dict[tuple[str, str], Result] = {}  # by student and assignment
        self._times: dict[tuple[str, str], HandInTime] = {}  # the same
        self._waits: dict[tuple[str, str], Mapping[str, str]] = {}  # the same
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
            loaded = self._loaded.get(assignment)
            self._graders[assignment] = Grader(
                loaded or load_assignment(self.layout.solutions / assignment),
                seed=self._seed,
                accept_weaker=self._accept_weaker,
            )
        return self._graders[assignment]

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
        new = [self.layout.submitted(s, assignment) for s in students if s not in known]
        for path, result in grader.grade_many(new, jobs, store, reuse=not self.no_cache):
            student = path.parent.name
            self._results[student, assignment] = result
            yield student, result

    def time(self, student: str, assignment: str) -> HandInTime:
        """The time of hand-in; the same all through this run."""
        if (student, assignment) not in self._times:
            folder = self.layout.submitted(student, assignment)
            self._times[student, assignment] = hand_in_time(folder, self.layout.settings.zone)
        return self._times[student, assignment]

    def let_wait(self, student: str, assignment: str, reasons: Mapping[str, str]) -> None:
        """Have a person look at cells, whatever they score by themselves.

        Args:
            student: whose.
            assignment: which.
            reasons: why, by the cell's grade_id. A cell that a person has marked is asked for
                again only when its text or its reason changes.
        """
        self._waits[student, assignment] = dict(reasons)

    def waits(self, student: str, assignment: str) -> Mapping[str, str]:
        """Why a person has to look at cells, by their grade_id."""
        return self._waits.get((student, assignment), {})

    def code(self, student: str, assignment: str) -> str:
        """A hash of the modules that were handed in."""
        return files_stamp(self.layout.submitted(student, assignment).glob("*.py"))

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on.

        What a deadline takes off is not in it: penalties are settled by themselves.
        """
        time = self.time(student, assignment)
        parts = [
            engine_stamp(),
            self.result(student, assignment).key if self.knows(assignment) else "",
            files_stamp(self.layout.submitted(student, assignment).glob("*.ipynb")),
            self.code(student, assignment),
            self._release(assignment),
            str(time.at),
            time.waits,
            dict(self.waits(student, assignment)),
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
