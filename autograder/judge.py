"""The engine's word on each submission of a course, kept so that nothing is graded twice."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from autograder.grading import DEFAULT_SEED, Grader
from autograder.loading import load_assignment
from autograder.paths import Layout
from autograder.results import SubmissionResult, submission_from_json, submission_to_json


@dataclass(frozen=True)
class Verdict:
    """What the engine found, and under which conditions.

    Attributes:
        key: hash of all that the result depends on.
        seed: of the checks' inputs.
        isolation: how the submission was confined.
        result: the findings.
    """

    key: str
    seed: int
    isolation: Mapping[str, Any]
    result: SubmissionResult


class Judge:
    """Grades what students handed in to a course, and remembers it in course/findings/.

    Args:
        layout: the checkout.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.
    """

    def __init__(
        self, layout: Layout, *, seed: int = DEFAULT_SEED, accept_weaker: Sequence[str] = ()
    ) -> None:
        self.layout = layout
        self._seed = seed
        self._accept_weaker = accept_weaker
        self._graders: dict[str, Grader] = {}

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
            IsolationRefusedError: the machine does not confine submissions.
        """
        if assignment not in self._graders:
            loaded = load_assignment(self.layout.solutions / assignment)
            self._graders[assignment] = Grader(
                loaded, seed=self._seed, accept_weaker=self._accept_weaker
            )
        return self._graders[assignment]

    def verdict(self, student: str, assignment: str) -> Verdict:
        """What was found on a submission; graded now when it is new or has changed."""
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
        new: dict[Path, tuple[str, str]] = {}
        for student in students:
            path = self.layout.submitted(student, assignment)
            key = grader.key(path)
            known = _read(self.layout.findings(student, assignment))
            if known is not None and known.key == key:
                yield student, known
            else:
                new[path] = (student, key)
        for path, result in grader.grade_many(new, jobs):
            student, key = new[path]
            verdict = Verdict(key, self._seed, grader.isolation.to_json(), result)
            _write(self.layout.findings(student, assignment), verdict)
            yield student, verdict

    def stamp(self, student: str, assignment: str) -> str:
        """A hash of all that nbgrader's record of a submission depends on."""
        digest = hashlib.sha256()
        if self.knows(assignment):
            path = self.layout.submitted(student, assignment)
            digest.update(self.grader(assignment).key(path).encode())
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

    def record(self, student: str, assignment: str) -> None:
        """Remember that the gradebook holds what the submission deserves now."""
        _replace(self._record(student, assignment), self.stamp(student, assignment))

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


def _read(path: Path) -> Verdict | None:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        result = submission_from_json(document["result"])
        return Verdict(document["key"], document["seed"], document["isolation"], result)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never written, half a file of an older version: grade again


def _write(path: Path, verdict: Verdict) -> None:
    document = {
        "key": verdict.key,
        "seed": verdict.seed,
        "isolation": dict(verdict.isolation),
        "result": submission_to_json(verdict.result),
    }
    _replace(path, json.dumps(document, indent=1))


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    os.replace(file.name, path)  # noqa: PTH105 - os.replace takes the name as it is
