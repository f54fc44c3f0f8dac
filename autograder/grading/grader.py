"""Grades submissions against the reference: files in, findings out."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self

from autograder.assignments.assignment import Assignment, require_packages
from autograder.assignments.reference import load_reference
from autograder.authors.exercise import Check, Exercise, Failed, Misconception
from autograder.authors.messages import Message
from autograder.authors.subject import Subject
from autograder.grading.asking import asked_of
from autograder.grading.cache_key import assignment_key, result_key
from autograder.grading.checking import Alarm, no_answer, run_checks
from autograder.grading.diagnosis import Findings, Signatures, explain
from autograder.grading.draws import Draws
from autograder.grading.known_store import known_store
from autograder.grading.known_versions import KnownVersions
from autograder.grading.notes import notes_on, why_newer
from autograder.grading.results import ExerciseResult, Finding, Result
from autograder.grading.store import ResultStore
from autograder.sandbox.capacity import in_flight
from autograder.sandbox.clock import Clock
from autograder.sandbox.load_report import LoadReport
from autograder.sandbox.runner import Runner
from autograder.sandbox.self_test import Isolation, require_isolation
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.submissions.intake import take_in
from autograder.submissions.reading import IntakeError, SubmittedFiles

DEFAULT_SEED = 0

_FIRST = Message("Not judged before a person has chosen the file.")

PAIR = 10.0  # seconds of two misconceptions at once, which nobody has seen run

ATTEMPTS = 3  # at an exercise, when the sandbox itself is lost


Read = SubmittedFiles | IntakeError  # what was handed in, or why it cannot be read


@dataclass
class _Run:
    """What is noted while a submission is graded.

    Attributes:
        files: what was handed in.
        clock: the submission's time.
        lost: the checks that did not pass so far.
        reports: what was odd about its modules.
        alarms: what raised that must not, of ours.
        by_machine: whether an answer did not come for what may be the machine's fault.
    """

    files: SubmittedFiles
    clock: Clock
    lost: set[Check] = field(default_factory=set)
    reports: list[LoadReport] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    by_machine: bool = False


class CheckBugError(Exception):
    """A check cannot judge the reference: a bug of ours, found before anything is graded."""


class Grader:
    """Grades submissions of one assignment.

    Args:
        assignment: what is asked.
        seed: of every check's inputs; the same seed asks every submission the same.
        accept_weaker: isolation properties that may be missing.
        known: the folder where the findings on known wrong versions are kept for the next run;
            None where they are not.

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
        known: Path | None = None,
    ) -> None:
        require_packages(assignment)
        self.assignment = assignment
        self.asked = asked_of(assignment)
        self.seed = seed
        self._key = assignment_key(assignment)
        self.isolation: Isolation = require_isolation(accept_weaker)
        self._references = {e.name: load_reference(assignment, e) for e in assignment.exercises}
        self._right: dict[str, dict[str, Finding]] = {}  # the reference's, by exercise
        self._draws = {
            (exercise.name, check.name): Draws([seed, *f"{exercise.name} {check.name}".encode()])
            for exercise in assignment.exercises
            for check in exercise.checks
        }
        self._runner = Runner(assignment, bwrap=self.isolation.bwrap)
        store = known_store(known, self._key, seed) if known else None
        runs = self._run_checks, self._run_confined
        self._known = KnownVersions(assignment, self._right, *runs, store)
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
        running: dict[Future[Result], tuple[Path, Read]] = {}
        again: list[tuple[Path, Read]] = []
        grade = partial(self.grade_read, store=store, reuse=reuse)
        at_once = self.at_once(jobs)
        with ThreadPoolExecutor(at_once) as pool:
            try:
                while True:
                    for one in itertools.islice(waiting, at_once - len(running)):
                        running[pool.submit(grade, *one)] = one
                    if not running:
                        break
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        one, result = running.pop(future), future.result()
                        if result.by_machine:
                            again.append(one)
                        else:
                            yield one[0], result
            finally:
                pool.shutdown(cancel_futures=True)
        for path, read in again:  # alone, so that nobody else can be at fault
            yield path, grade(path, read)

    def grade_read(
        self, path: Path, read: Read, store: ResultStore | None = None, *, reuse: bool = True
    ) -> Result:
        """The result of what was read: the one in the store, or a new one, which is put there."""
        if not isinstance(read, SubmittedFiles):
            key = self.key(SubmittedFiles({}, (), (str(read),)))
            return Result(str(path), (), error=str(read), key=key, seed=self.seed)
        known = self.known(path, read, store) if store and reuse else None
        if known is not None:
            return known
        result = self.grade_files(read, str(path))
        if store and result.lasts:
            store.put(result)
        return result

    def known(self, path: Path, read: Read, store: ResultStore) -> Result | None:
        """The result that is in the store already; None where there is none."""
        if not isinstance(read, SubmittedFiles):
            return None
        found = store.get(self.key(read))
        return found and dataclasses.replace(found, path=str(path))

    def prepare(self) -> None:
        """Judge every known wrong version now, rather than when the first of its kind comes."""
        for exercise in self.assignment.exercises:
            self.signatures(exercise)

    def begin_anew(self, first: int) -> None:
        """Get a sandbox of one's own, after this process was copied.

        Args:
            first: the number of its first process, unlike that of any other sandbox at work.
        """
        self._runner.begin_anew(first)

    def grade(self, path: Path) -> Result:
        """Grade one submission: a folder, a zip or a module.

        Nothing that a submission holds makes this raise. Where it breaks a check, that is one
        of the result's alarms.
        """
        return self.grade_read(path, self.read(path))

    def read(self, path: Path) -> Read:
        """What was handed in, or why it cannot be read."""
        try:
            return take_in(path, self.asked).files
        except IntakeError as error:
            return error
        except Exception as error:  # a slip of ours over one submission stops nobody else
            return IntakeError(f"{path}: reading it failed ({type(error).__name__}: {error})")

    def grade_files(
        self, files: SubmittedFiles, path: str = "", clock: Clock | None = None
    ) -> Result:
        """Grade a submission that has been read: what is hashed is what is graded.

        Args:
            files: what was handed in.
            path: where that was read.
            clock: the time that it has, where that is not the time of a student's.
        """
        run = _Run(files, clock or Clock())
        asked = [e for e in self.assignment.exercises if e.module in files.asked]
        results = [self._judge(exercise, run) for exercise in asked]
        return Result(
            path,
            tuple(results),
            notes=(
                *files.notes,
                *notes_on(run.reports, self.assignment.imports),
                *(note for one in results for note in one.notes),
            ),
            alarms=tuple(run.alarms),
            key=self.key(files),
            seed=self.seed,
            isolation=self.isolation.to_json(),
            by_machine=run.by_machine,
        )

    def grade_exercise(
        self, exercise: Exercise, files: SubmittedFiles, clock: Clock | None = None
    ) -> ExerciseResult:
        """Grade one exercise of a submission as if all before it had passed.

        Args:
            exercise: which is graded.
            files: what was handed in.
            clock: as for grade_files.
        """
        return self._judge(exercise, _Run(files, clock or Clock()))

    def signatures(self, exercise: Exercise) -> Signatures:
        """The findings on each misconception of an exercise, by which it is recognized."""
        return self._known.signatures(exercise)

    def both(self, exercise: Exercise, one: Misconception, other: Misconception) -> Findings:
        """The findings on two misconceptions at once; {} where none are to be had."""
        return self._known.both(exercise, one, other)

    def at_once(self, jobs: int) -> int:
        """The number of submissions that may be graded at once on so many processors."""
        return in_flight(jobs, threads_are_limited=self.isolation.threads is not None)

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

    def _grade_exercise(self, exercise: Exercise, run: _Run) -> tuple[Finding, ...]:
        """The findings on an exercise."""
        reason = ""
        for _ in range(ATTEMPTS):
            submission = self._runner.open(exercise, run.files.modules, run.clock, run.lost)
            try:
                findings = self._run_checks(exercise, submission)
            except SandboxLostError as error:
                reason = str(error)
                continue
            finally:
                submission.close()
            if submission.violation:
                findings = no_answer(exercise, Failed(submission.violation, observed="protocol"))
            seen = [finding.observed for finding in findings]
            run.alarms += [one.alarm for one in seen if isinstance(one, Alarm)]
            run.reports.append(submission.report)
            run.by_machine |= submission.by_machine
            return findings
        run.alarms.append(f"{exercise.name}: {reason} each time it was graded")
        run.by_machine = True
        failed = Failed("Not judged: the grader's sandbox was lost. Tell your instructor.")
        return no_answer(exercise, failed)

    def _run_confined(
        self, exercise: Exercise, files: SubmittedFiles
    ) -> tuple[Finding, ...] | None:
        """The findings on a version; None where the machine spoils them each time."""
        for _ in range(ATTEMPTS):
            run = _Run(files, Clock(seconds=PAIR))
            findings = self._grade_exercise(exercise, run)
            if not run.by_machine:
                return findings
        return None

    def _judge(self, exercise: Exercise, run: _Run) -> ExerciseResult:
        """The result of an exercise."""
        files = run.files
        if exercise.module in files.choices:
            return self._wait_for_choice(exercise, run, files.waits[exercise.name])
        findings = self._grade_exercise(exercise, run)
        run.lost |= _not_passed(exercise, findings)
        findings = self._explained(exercise, findings, run)
        score = sum(finding.score for finding in findings)
        why = "" if score else files.waits.get(exercise.name) or why_newer(findings)
        result = ExerciseResult(exercise.name, findings, Message("{why}", why=why))
        if not score and exercise.module in files.spare:
            why = f"{exercise.module}.py earns nothing here, and other files may be meant."
            return self._wait_for_choice(exercise, run, why, result)
        return result

    def _explained(
        self, exercise: Exercise, findings: tuple[Finding, ...], run: _Run
    ) -> tuple[Finding, ...]:
        """The findings with their causes; as they are, where one submission's break the search."""
        if not any(finding.lost for finding in findings):
            return findings
        try:
            return explain(findings, self.signatures(exercise), partial(self.both, exercise))
        except Exception as error:
            run.alarms.append(f"{exercise.name}: the search for causes raised {error!r:.500}")
            return findings

    def _wait_for_choice(
        self, exercise: Exercise, run: _Run, why: str, taken: ExerciseResult | None = None
    ) -> ExerciseResult:
        """A provisional 0, and the scores of each file that may be meant.

        Where one was taken and the others earn nothing either, its result counts.
        """
        scores: dict[str, float] = {}
        for path, source in run.files.may_be_chosen(exercise.module).items():
            modules = {**run.files.modules, exercise.module: source}
            one = _Run(dataclasses.replace(run.files, modules=modules), Clock(), run.lost)
            scores[path] = sum(finding.score for finding in self._grade_exercise(exercise, one))
            run.by_machine |= one.by_machine
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
        findings = self._run_checks(exercise, reference)
        self._right[exercise.name] = {finding.check: finding for finding in findings}
        for finding in findings:
            if isinstance(finding.observed, Alarm):
                raise CheckBugError(finding.observed.alarm)
            if finding.lost:
                what = f"the reference does not pass the check {finding.check}"
                raise CheckBugError(f"{self.assignment.folder}: {what}: {finding.message}")

    def _run_checks(self, exercise: Exercise, subject: Subject) -> tuple[Finding, ...]:
        draws = {check.name: self._draws[exercise.name, check.name] for check in exercise.checks}
        return run_checks(exercise, subject, self._references[exercise.name], draws)


def _not_passed(exercise: Exercise, findings: Sequence[Finding]) -> set[Check]:
    both = zip(exercise.checks, findings, strict=True)
    return {check for check, finding in both if finding.status != "passed"}
