"""The engine's word on each submission of a course."""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.grading.grader import DEFAULT_SEED, Grader
from autograder.grading.store import Verdict, judge, read_verdict, replace_text


class Judge:
    """Grades what students handed in to a course, and remembers it in course/findings/.

    A judge is there for one run: what was judged in it is taken to be what is recorded.

    Args:
        layout: the checkout.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.
        no_cache: whether everything is graded anew, whatever is on file.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        seed: int = DEFAULT_SEED,
        accept_weaker: Sequence[str] = (),
        no_cache: bool = False,
    ) -> None:
        self.layout = layout
        self.no_cache = no_cache
        self._seed = seed
        self._accept_weaker = accept_weaker
        self._graders: dict[str, Grader] = {}
        self._judged: dict[tuple[str, str], str] = {}  # key by student and assignment

    @property
    def accepted_weaker(self) -> tuple[str, ...]:
        """Isolation properties that were missing and accepted, as far as anything was graded."""
        accepted = (name for grader in self._graders.values() for name in grader.isolation.accepted)
        return tuple(dict.fromkeys(accepted))

    def knows(self, assignment: str) -> bool:
        """Whether the assignment has checks of ours."""
        return (self.layout.solutions / assignment / "checks.py").is_file()

    def grader(self, assignment: str) -> Grader:
        """The grader of an assignment.

        Raises:
            AuthorError: the assignment is written wrongly.
            MissingPackageError: a package that it needs is not installed.
            IsolationRefusedError: the machine does not confine submissions.
        """
        if assignment not in self._graders:
            loaded = load_assignment(self.layout.solutions / assignment)
            self._graders[assignment] = Grader(
                loaded, seed=self._seed, accept_weaker=self._accept_weaker
            )
        return self._graders[assignment]

    def verdict(self, student: str, assignment: str) -> Verdict:
        """What was found on a submission; graded now when it was not in this run."""
        key = self._judged.get((student, assignment))
        known = read_verdict(self.layout.findings(student, assignment)) if key else None
        if known is not None and known.key == key:
            return known
        ((_, verdict),) = self.verdicts(assignment, [student], jobs=1)
        return verdict

    def verdicts(
        self, assignment: str, students: Iterable[str], *, jobs: int
    ) -> Iterator[tuple[str, Verdict]]:
        """The verdict on each student's submission: those on file first, the others as they come.

        Raises:
            CheckBugError: a check is broken.
        """
        grader = self.grader(assignment)
        files: dict[Path, tuple[str, Path]] = {}
        for student in students:
            path = self.layout.submitted(student, assignment)
            files[path] = (grader.key(path), self.layout.findings(student, assignment))
        done = {p for p in files if (p.parent.name, assignment) in self._judged}
        again = {path: file for path, file in files.items() if self.no_cache and path not in done}
        known = {path: file for path, file in files.items() if path not in again}
        for some, reuse in ((known, True), (again, False)):
            for path, verdict in judge(grader, some, jobs=jobs, reuse=reuse):
                self._judged[path.parent.name, assignment] = verdict.key
                yield path.parent.name, verdict

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on."""
        digest = hashlib.sha256()
        if self.knows(assignment):
            verdict = self.verdict(student, assignment)
            digest.update(f"{verdict.key} {verdict.accepted_weaker}".encode())
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
        findings = self.layout.findings(student, assignment)
        return findings.with_name(f"{student}.recorded")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
