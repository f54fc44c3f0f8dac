"""Grades submissions against the reference: files in, findings out."""

import dataclasses
import itertools
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Self

from autograder.assignments.assignment import Assignment, require_packages
from autograder.assignments.reference import load_reference, load_wrong
from autograder.authors.exercise import Exercise, Failed
from autograder.authors.misconceptions import Misconception
from autograder.authors.subject import Subject
from autograder.grading.cache_key import assignment_key, cache_key
from autograder.grading.checking import Alarm, no_answer, run_checks
from autograder.grading.diagnosis import Portraits, explain
from autograder.grading.draws import Draws
from autograder.grading.results import ExerciseResult, Finding, SubmissionResult
from autograder.sandbox.call_recording import Plan, Rehearsal, request_of
from autograder.sandbox.clock import Clock
from autograder.sandbox.sandbox import MEMORY, Sandbox, keep_memory
from autograder.sandbox.self_test import Isolation, require_isolation
from autograder.sandbox.submission import Submission, Texts
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.submissions.reading import IntakeError, SubmittedFiles, read_submission

DEFAULT_SEED = 0

IN_FLIGHT = 4  # submissions a processor, so that one that hangs holds nobody up
ATTEMPTS = 3  # at an exercise, when the sandbox itself is lost


class CheckBugError(Exception):
    """A check cannot judge the reference: a bug of ours, found before anything is graded."""


class Grader:
    """Grades submissions of one assignment.

    Args:
        assignment: what is asked.
        seed: of every check's inputs; the same seed asks every submission the same.
        accept_weaker: isolation properties that may be missing.

    Raises:
        MissingPackageError: a package that the assignment needs is not installed.
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
        require_packages(assignment)
        self.assignment = assignment
        self.seed = seed
        self._key = assignment_key(assignment)
        self.isolation: Isolation = require_isolation(accept_weaker)
        self._references = {e.name: load_reference(assignment, e) for e in assignment.exercises}
        self._portraits: dict[str, Portraits] = {}
        self._painting = threading.Lock()
        self._draws = {
            check.name: Draws([seed, *f"{exercise.name} {check.name}".encode()])
            for exercise in assignment.exercises
            for check in exercise.checks
        }
        self.plans = {e.name: self._rehearse(e) for e in assignment.exercises}
        calls = {e.name: self._requests(e) for e in assignment.exercises}
        keep_memory()
        self._sandbox = Sandbox(
            bwrap=self.isolation.bwrap,
            plans=calls,
            library=self._library(),
            allowed=(*assignment.settings.packages, *assignment.needs),
            packages=self._packages(),
        )

    def grade_many(
        self, paths: Iterable[Path], jobs: int
    ) -> Iterator[tuple[Path, SubmissionResult]]:
        """Grade several submissions at once, and yield each as soon as it is graded.

        Args:
            paths: of the submissions; read no faster than they are graded.
            jobs: how many processors to use.
        """
        waiting = iter(paths)
        running: dict[Future[SubmissionResult], Path] = {}
        with ThreadPoolExecutor(in_flight(jobs)) as pool:
            try:
                while True:
                    for path in itertools.islice(waiting, in_flight(jobs) - len(running)):
                        running[pool.submit(self.grade, path)] = path
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield running.pop(future), future.result()
            finally:
                pool.shutdown(cancel_futures=True)

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
        notes = list(files.notes)
        for exercise in self.assignment.exercises:
            if exercise.module not in files.asked:
                continue
            findings, odd = self._judge(exercise, files, clock, lost)
            notes += [note for note in odd if note not in notes]
            lost |= {finding.check for finding in findings if finding.status != "passed"}
            if any(finding.lost for finding in findings):
                findings = explain(findings, self.portraits(exercise))
            results.append(ExerciseResult(exercise.name, findings))
        observed = [finding.observed for result in results for finding in result.findings]
        alarms = tuple(seen.alarm for seen in observed if isinstance(seen, Alarm))
        return SubmissionResult("", tuple(results), notes=tuple(notes), alarms=alarms)

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
        return cache_key(self._key, self.seed, files)

    def close(self) -> None:
        """Remove the sandbox."""
        self._sandbox.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _judge(
        self, exercise: Exercise, files: SubmittedFiles, clock: Clock, lost: Set[str]
    ) -> tuple[tuple[Finding, ...], list[str]]:
        """The findings on an exercise, and what a person should look at."""
        stand_ins = {name: self.assignment.stand_in(name).encode() for name in exercise.stand_ins}
        probes = self.assignment.probes(exercise.module)
        texts = Texts(files.modules, stand_ins, probes)
        plan = self.plans[exercise.name]
        reason = ""
        for _ in range(ATTEMPTS):
            submission = Submission(
                exercise, self.assignment.exercises, texts, self._sandbox, clock, lost, plan
            )
            try:
                findings = self._run_checks(exercise, submission)
            except SandboxLostError as error:
                reason = str(error)
                continue
            finally:
                submission.close()
            if submission.lie:
                findings = no_answer(exercise, Failed(submission.lie, observed="lie"))
            return findings, [_suspicion(*pair) for pair in submission.calls_of_exercises]
        alarm = Alarm(f"{exercise.name}: {reason} each time it was graded")
        failed = Failed("Not judged: the grader's sandbox was lost. Tell your instructor.")
        failed.observed = alarm
        return no_answer(exercise, failed), []

    def _rehearse(self, exercise: Exercise) -> Plan:
        """Every check passes the reference before it judges anybody; what it calls is noted."""
        rehearsal = Rehearsal(self._references[exercise.name], self.assignment.exercises)
        for finding in self._run_checks(exercise, rehearsal):
            if isinstance(finding.observed, Alarm):
                raise CheckBugError(finding.observed.alarm)
            if finding.lost:
                what = f"the reference does not pass the check {finding.check}"
                raise CheckBugError(f"{self.assignment.folder}: {what}: {finding.message}")
        return rehearsal.plan()

    def _requests(self, exercise: Exercise) -> list[dict[str, Any]]:
        """The calls of an exercise's plan as the worker is told them: inputs only."""
        contracts = {e.name: e for e in self.assignment.exercises}
        probes = self.assignment.probes(exercise.module)
        return [
            request_of(
                probes.home(call.function, exercise.module),
                call.function,
                contracts.get(call.function),
                call.args,
                observe=call.observe,
            )
            for call in self.plans[exercise.name].calls
        ]

    def _packages(self) -> list[str]:
        """Modules to load once for all submissions: what the reference took of its packages.

        Packages put off loading a part of themselves until the first step of a training, and
        that part may take seconds.
        """
        needs = (*filter(None, [self.assignment.settings.library]), *self.assignment.needs)
        taken = [name for name in sys.modules if name.partition(".")[0] in needs]
        return [*needs, *(name for name in taken if name not in needs)]

    def _library(self) -> dict[str, bytes]:
        """The students' library as files beside a submission."""
        name = self.assignment.settings.library
        return {f"{name}/{path}": data for path, data in self.assignment.library().items()}

    def _run_checks(self, exercise: Exercise, subject: Subject) -> tuple[Finding, ...]:
        return run_checks(exercise, subject, self._references[exercise.name], self._draws)

    def _portrait(self, exercise: Exercise, wrong: Misconception) -> dict[str, Finding]:
        findings = self._run_checks(exercise, load_wrong(self.assignment, exercise, wrong))
        return {finding.check: finding for finding in findings}


def in_flight(jobs: int) -> int:
    """How many submissions are graded at once, within the memory that they may all take."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(jobs * IN_FLIGHT, memory // 2 // MEMORY))


def _suspicion(exercise: str, other: str) -> str:
    return (
        f"{exercise} seems to call {other}. If it computes a gradient by small steps, it is for a"
        " person to say whether that is an answer; it has cost nothing."
    )
