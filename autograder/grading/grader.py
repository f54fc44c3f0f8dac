"""Grades submissions against the reference: files in, findings out."""

import dataclasses
import itertools
import os
import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment, require_packages
from autograder.assignments.reference import load_reference, load_wrong
from autograder.authors.exercise import Check, Exercise, Failed, Misconception
from autograder.authors.messages import Message
from autograder.authors.subject import Subject
from autograder.grading.asking import asked_of
from autograder.grading.cache_key import assignment_key, result_key
from autograder.grading.checking import Alarm, no_answer, run_checks
from autograder.grading.diagnosis import Signatures, explain
from autograder.grading.draws import Draws
from autograder.grading.notes import notes_on, why_newer
from autograder.grading.results import ExerciseResult, Finding, Result
from autograder.grading.store import ResultStore
from autograder.sandbox.clock import Clock
from autograder.sandbox.load_report import LoadReport
from autograder.sandbox.runner import Runner
from autograder.sandbox.sandbox import MEMORY
from autograder.sandbox.self_test import Isolation, require_isolation
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.submissions.intake import take_in
from autograder.submissions.reading import IntakeError, SubmittedFiles

DEFAULT_SEED = 0

_FIRST = Message("Not judged before a person has chosen the file.")

IN_FLIGHT = 4  # submissions a processor, so that one that hangs holds nobody up
ATTEMPTS = 3  # at an exercise, when the sandbox itself is lost


Read = SubmittedFiles | IntakeError  # what was handed in, or why it cannot be read


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
        self.asked = asked_of(assignment)
        self.seed = seed
        self._key = assignment_key(assignment)
        self.isolation: Isolation = require_isolation(accept_weaker)
        self._references = {e.name: load_reference(assignment, e) for e in assignment.exercises}
        self._signatures: dict[str, Signatures] = {}
        self._signing = threading.Lock()
        self._draws = {
            (exercise.name, check.name): Draws([seed, *f"{exercise.name} {check.name}".encode()])
            for exercise in assignment.exercises
            for check in exercise.checks
        }
        self._runner = Runner(assignment, bwrap=self.isolation.bwrap)
        for exercise in assignment.exercises:
            self._require_passing_reference(exercise)
        self._runner.start()

    def grade_many(
        self,
        submissions: Iterable[tuple[Path, Read]],
        jobs: int,
        store: ResultStore | None = None,
        *,
        reuse: bool = True,
    ) -> Iterator[tuple[Path, Result]]:
        """Grade several submissions at once, and yield each as soon as it is graded.

        Args:
            submissions: path of each, and what was read there; taken no faster than they are
                graded.
            jobs: how many processors to use.
            store: where each result is kept before it is given back, so that a run that is
                stopped loses nothing.
            reuse: whether a result that is in the store already counts.
        """
        waiting = iter(submissions)
        running: dict[Future[Result], Path] = {}
        grade = partial(self._grade_stored, store, reuse) if store else self._grade_read
        with ThreadPoolExecutor(in_flight(jobs)) as pool:
            try:
                while True:
                    for path, read in itertools.islice(waiting, in_flight(jobs) - len(running)):
                        running[pool.submit(grade, path, read)] = path
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield running.pop(future), future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def grade(self, path: Path) -> Result:
        """Grade one submission: a folder, a zip or a module.

        Nothing that a submission holds makes this raise. Where it breaks a check, that is one
        of the result's alarms.
        """
        return self._grade_read(path, self.read(path))

    def read(self, path: Path) -> Read:
        """What was handed in, or why it cannot be read."""
        try:
            return take_in(path, self.asked).files
        except IntakeError as error:
            return error
        except Exception as error:  # a slip of ours over one submission stops nobody else
            return IntakeError(f"{path}: reading it failed ({type(error).__name__}: {error})")

    def grade_files(self, files: SubmittedFiles, path: str = "") -> Result:
        """Grade a submission that has been read: what is hashed is what is graded."""
        clock = Clock()
        lost: set[Check] = set()
        reports: list[LoadReport] = []
        asked = [e for e in self.assignment.exercises if e.module in files.asked]
        results = [self._judge(exercise, files, clock, lost, reports) for exercise in asked]
        observed = [finding.observed for result in results for finding in result.findings]
        alarms = tuple(seen.alarm for seen in observed if isinstance(seen, Alarm))
        return Result(
            path,
            tuple(results),
            notes=(*files.notes, *notes_on(reports, self.assignment.imports)),
            alarms=alarms,
            key=self.key(files),
            seed=self.seed,
            isolation=self.isolation.to_json(),
        )

    def signatures(self, exercise: Exercise) -> Signatures:
        """The findings on each misconception of an exercise, by which it is recognized."""
        with self._signing:
            if exercise.name not in self._signatures:
                self._signatures[exercise.name] = {
                    wrong.name: (wrong, self._signature(exercise, wrong))
                    for wrong in exercise.misconceptions
                }
            return self._signatures[exercise.name]

    def key(self, files: SubmittedFiles) -> str:
        """The cache key of a submission's result: with other weaknesses accepted, another one."""
        accepted = ",".join(self.isolation.accepted)
        return result_key(f"{self._key} {accepted}", self.seed, files)

    def close(self) -> None:
        """Remove the sandbox."""
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _grade_read(self, path: Path, read: Read) -> Result:
        if isinstance(read, SubmittedFiles):
            return self.grade_files(read, str(path))
        key = self.key(SubmittedFiles({}, (), (str(read),)))
        return Result(str(path), (), error=str(read), key=key, seed=self.seed)

    def _grade_stored(self, store: ResultStore, reuse: bool, path: Path, read: Read) -> Result:
        """The result in the store, or a new one, which is put there."""
        if not isinstance(read, SubmittedFiles):
            return self._grade_read(path, read)
        known = store.get(self.key(read)) if reuse else None
        if known is not None:
            return dataclasses.replace(known, path=str(path))
        result = self.grade_files(read, str(path))
        store.put(result)
        return result

    def _grade_exercise(
        self, exercise: Exercise, files: SubmittedFiles, clock: Clock, lost: Set[Check]
    ) -> tuple[tuple[Finding, ...], LoadReport]:
        """The findings on an exercise, and what was odd about the modules."""
        reason = ""
        for _ in range(ATTEMPTS):
            submission = self._runner.open(exercise, files.modules, clock, lost)
            try:
                findings = self._run_checks(exercise, submission)
            except SandboxLostError as error:
                reason = str(error)
                continue
            finally:
                submission.close()
            if submission.violation:
                findings = no_answer(exercise, Failed(submission.violation, observed="protocol"))
            return findings, submission.report
        alarm = Alarm(f"{exercise.name}: {reason} each time it was graded")
        failed = Failed("Not judged: the grader's sandbox was lost. Tell your instructor.")
        failed.observed = alarm
        return no_answer(exercise, failed), LoadReport()

    def _judge(
        self,
        exercise: Exercise,
        files: SubmittedFiles,
        clock: Clock,
        lost: set[Check],
        reports: list[LoadReport],
    ) -> ExerciseResult:
        """The result of an exercise; its lost checks and its report are added to those before."""
        if exercise.module in files.choices:
            return self._wait_for_choice(exercise, files, lost, files.waits[exercise.name])
        findings, report = self._grade_exercise(exercise, files, clock, lost)
        reports.append(report)
        lost |= _not_passed(exercise, findings)
        if any(finding.lost for finding in findings):
            findings = explain(findings, self.signatures(exercise))
        score = sum(finding.score for finding in findings)
        why = "" if score else files.waits.get(exercise.name) or why_newer(findings)
        result = ExerciseResult(exercise.name, findings, Message("{why}", why=why))
        if not score and exercise.module in files.spare:
            why = f"{exercise.module}.py earns nothing here, and other files may be meant."
            return self._wait_for_choice(exercise, files, lost, why, result)
        return result

    def _wait_for_choice(
        self,
        exercise: Exercise,
        files: SubmittedFiles,
        lost: Set[Check],
        why: str,
        taken: ExerciseResult | None = None,
    ) -> ExerciseResult:
        """A provisional 0, and the scores of each file that may be meant.

        Where one was taken and the others earn nothing either, its result counts.
        """
        scores: dict[str, float] = {}
        for path, source in files.may_be_chosen(exercise.module).items():
            one = dataclasses.replace(files, modules={**files.modules, exercise.module: source})
            found, _ = self._grade_exercise(exercise, one, Clock(), lost)
            scores[path] = sum(finding.score for finding in found)
        if taken and not any(scores.values()):
            return taken
        told = "; ".join(f"{path}: {s:g} of {exercise.points:g}" for path, s in scores.items())
        text = "{why} {exercise} in {scores}."
        waits = Message(text, why=why, exercise=exercise.name, scores=told)
        findings = taken.findings if taken else no_answer(exercise, Failed(_FIRST))
        return ExerciseResult(exercise.name, findings, waits)

    def _require_passing_reference(self, exercise: Exercise) -> None:
        """Refuse an exercise whose reference does not pass every check."""
        reference = self._runner.record(exercise, self._references[exercise.name])
        for finding in self._run_checks(exercise, reference):
            if isinstance(finding.observed, Alarm):
                raise CheckBugError(finding.observed.alarm)
            if finding.lost:
                what = f"the reference does not pass the check {finding.check}"
                raise CheckBugError(f"{self.assignment.folder}: {what}: {finding.message}")

    def _run_checks(self, exercise: Exercise, subject: Subject) -> tuple[Finding, ...]:
        draws = {check.name: self._draws[exercise.name, check.name] for check in exercise.checks}
        return run_checks(exercise, subject, self._references[exercise.name], draws)

    def _signature(self, exercise: Exercise, wrong: Misconception) -> dict[str, Finding]:
        findings = self._run_checks(exercise, load_wrong(self.assignment, exercise, wrong))
        return {finding.check: finding for finding in findings}


def _not_passed(exercise: Exercise, findings: Sequence[Finding]) -> set[Check]:
    both = zip(exercise.checks, findings, strict=True)
    return {check for check, finding in both if finding.status != "passed"}


def in_flight(jobs: int) -> int:
    """The number of submissions graded at once, within the memory that they may all take."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(jobs * IN_FLIGHT, memory // 2 // MEMORY))
