"""Grades submissions against the reference: files in, findings out."""

import dataclasses
import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np

from autograder.assignment import Assignment
from autograder.checks import Check, Exercise, Failed
from autograder.diagnosis import Portraits, explain
from autograder.intake import IntakeError, SubmittedFiles, read_submission
from autograder.isolation import Isolation, require_isolation
from autograder.misconceptions import Misconception
from autograder.reference import load_reference, load_wrong
from autograder.results import ExerciseResult, Finding, Status, SubmissionResult
from autograder.sandbox import Sandbox
from autograder.submission import CannotLoad, Clock, Subject, Submission

DEFAULT_SEED = 0

# The modules whose change can change a result.
_DECIDING = ("diagnosis", "expect", "grading", "intake", "reference", "sandbox", "submission")


class CheckBugError(Exception):
    """A check cannot judge the reference: a bug of ours, found before anything is graded."""


@dataclasses.dataclass(frozen=True)
class Alarm:
    """A check raised something other than Failed on what a submission returned: a bug of ours.

    Attributes:
        alarm: file and line of the check, and what it raised.
    """

    alarm: str


class Grader:
    """Grades submissions of one assignment.

    Args:
        assignment: what is asked.
        seed: of every check's inputs; the same seed asks every submission the same.
        accept_weaker: isolation properties that may be missing.

    Raises:
        IsolationRefusedError: the machine does not confine submissions.
        CheckBugError: a check does not pass the reference.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        seed: int = DEFAULT_SEED,
        accept_weaker: Sequence[str] = (),
    ) -> None:
        self.assignment = assignment
        self.seed = seed
        self.isolation: Isolation = require_isolation(accept_weaker)
        self._references = {e.name: load_reference(assignment, e) for e in assignment.exercises}
        self._portraits: dict[str, Portraits] = {}
        self._painting = threading.Lock()
        for exercise in assignment.exercises:
            self._rehearse(exercise)
        self._sandbox = Sandbox(bwrap=self.isolation.bwrap)

    def grade_many(
        self, paths: Iterable[Path], jobs: int
    ) -> Iterator[tuple[Path, SubmissionResult]]:
        """Grade several submissions at once, and yield them in their order."""
        paths = list(paths)
        with ThreadPoolExecutor(jobs) as pool:
            yield from zip(paths, pool.map(self.grade, paths), strict=True)

    def grade(self, path: Path) -> SubmissionResult:
        """Grade one submission folder, or one module.

        Nothing that a submission holds makes this raise. Where it breaks a check, that is one
        of the result's alarms.
        """
        try:
            files = read_submission(path, self.assignment.modules)
        except IntakeError as error:
            return SubmissionResult(str(path), (), error=str(error))
        return dataclasses.replace(self.grade_files(files), path=str(path))

    def grade_files(self, files: SubmittedFiles) -> SubmissionResult:
        """Grade a submission that has been read."""
        clock = Clock()
        lost: set[str] = set()
        results = []
        for exercise in self.assignment.exercises:
            if exercise.module not in files.asked:
                continue
            findings = self._judge(exercise, files, clock, lost)
            lost |= {finding.check for finding in findings if finding.status != "passed"}
            if any(finding.lost for finding in findings):
                findings = explain(findings, self.portraits(exercise))
            results.append(ExerciseResult(exercise.name, findings))
        observed = [finding.observed for result in results for finding in result.findings]
        alarms = tuple(seen.alarm for seen in observed if isinstance(seen, Alarm))
        return SubmissionResult("", tuple(results), notes=files.notes, alarms=alarms)

    def portraits(self, exercise: Exercise) -> Portraits:
        """What each misconception of an exercise fails, and with which numbers."""
        with self._painting:
            if exercise.name not in self._portraits:
                self._portraits[exercise.name] = {
                    wrong.name: (wrong, self._portrait(exercise, wrong))
                    for wrong in self.assignment.misconceptions
                    if wrong.exercise == exercise.name
                }
            return self._portraits[exercise.name]

    def key(self, path: Path) -> str:
        """A hash of all that a result depends on: submission, assignment, engine and seed."""
        try:
            files = read_submission(path, self.assignment.modules)
        except IntakeError as error:
            files = SubmittedFiles({}, (), (str(error),))
        digest = hashlib.sha256(f"{self.seed}\n{files.asked}\n{files.notes}".encode())
        for name, text in sorted(files.modules.items()):
            digest.update(f"\n{name} {len(text)}\n".encode() + text)
        digest.update(fingerprint(self.assignment).encode())
        return digest.hexdigest()

    def close(self) -> None:
        """Remove the sandbox."""
        self._sandbox.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _judge(
        self,
        exercise: Exercise,
        files: SubmittedFiles,
        clock: Clock,
        lost: Set[str],
    ) -> tuple[Finding, ...]:
        stand_ins = {name: self.assignment.stand_in(name).encode() for name in exercise.stand_ins}
        submission = Submission(
            exercise,
            self.assignment.exercises,
            files.modules,
            stand_ins,
            self._sandbox,
            clock,
            lost,
        )
        try:
            return self._run_checks(exercise, submission)
        finally:
            submission.close()

    def _rehearse(self, exercise: Exercise) -> None:
        """Every check passes the reference, before it judges anybody."""
        for finding in self._run_checks(exercise, self._references[exercise.name]):
            if isinstance(finding.observed, Alarm):
                raise CheckBugError(finding.observed.alarm)
            if finding.lost:
                what = f"the reference does not pass the check {finding.check}"
                raise CheckBugError(f"{self.assignment.folder}: {what}: {finding.message}")

    def _portrait(self, exercise: Exercise, wrong: Misconception) -> dict[str, Finding]:
        findings = self._run_checks(exercise, load_wrong(self.assignment, exercise, wrong))
        return {finding.check: finding for finding in findings}

    def _run_checks(self, exercise: Exercise, subject: Subject) -> tuple[Finding, ...]:
        findings: dict[str, Finding] = {}
        loads = True
        for check in exercise.checks:
            settled = all(findings[earlier.name].status == "passed" for earlier in check.after)
            if loads and settled:
                try:
                    findings[check.name] = self._run_check(exercise, check, subject)
                except CannotLoad as error:
                    loads = False
                    findings[check.name] = _finding(check, error.status, error)
            else:
                findings[check.name] = _finding(check, "skipped")
        return tuple(findings.values())

    def _run_check(self, exercise: Exercise, check: Check, subject: Subject) -> Finding:
        rng = np.random.default_rng([self.seed, *f"{exercise.name} {check.name}".encode()])
        try:
            with np.errstate(all="ignore"):  # answers may be of any size
                check.function(subject, self._references[exercise.name], rng)
        except CannotLoad:
            raise
        except Failed as failed:
            return _finding(check, failed.status, failed)
        except Exception as error:
            kind = type(error).__name__
            return _finding(
                check,
                "error",
                Failed(
                    "This check could not judge what came back. That is a mistake of the check,"
                    " not necessarily of yours: tell your instructor.",
                    observed=Alarm(f"{check.where}: the check {check.name} raised {kind}: {error}"),
                ),
            )
        return _finding(check, "passed")


def fingerprint(assignment: Assignment) -> str:
    """A hash of the assignment's private files and of what decides in the engine."""
    digest = hashlib.sha256()
    engine = Path(__file__).parent
    deciding = [engine / f"{name}.py" for name in _DECIDING]
    own = [*deciding, *sorted((engine / "worker").glob("*.py"))]
    for path in [*own, *sorted(assignment.folder.rglob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _finding(check: Check, status: Status, failed: Failed | None = None) -> Finding:
    return Finding(
        check=check.name,
        asked=check.asked,
        status=status,
        score=check.points if status == "passed" else 0.0,
        points=check.points,
        hidden=check.hidden,
        message=failed.message if failed else "",
        hint=failed.hint if failed else "",
        observed=failed.observed if failed else None,
    )
