"""The results of a course's submissions, each found once in a run."""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.grading.grader import DEFAULT_SEED, Grader
from autograder.grading.results import Result
from autograder.grading.store import ResultStore, replace_text


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

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on."""
        digest = hashlib.sha256()
        if self.knows(assignment):
            digest.update(self.result(student, assignment).key.encode())
        release = self.layout.course / "release" / assignment
        for folder in (self.layout.submitted(student, assignment), release):
            for notebook in sorted(folder.glob("*.ipynb")):
                digest.update(notebook.name.encode("utf-8", "replace") + notebook.read_bytes())
        return digest.hexdigest()

    def recorded(self, student: str, assignment: str) -> str:
        """The stamp of what was recorded last; "" when nothing was."""
        with contextlib.suppress(OSError):
            return self._record(student, assignment).read_text(encoding="ascii")
        return ""

    def record(self, student: str, assignment: str, stamp: str) -> None:
        """Remember that the gradebook holds what has this stamp."""
        replace_text(self._record(student, assignment), stamp)

    def close(self) -> None:
        """Close the graders."""
        for grader in self._graders.values():
            grader.close()
        self._graders.clear()

    def _record(self, student: str, assignment: str) -> Path:
        return self.layout.recorded(assignment) / f"{student}.stamp"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
