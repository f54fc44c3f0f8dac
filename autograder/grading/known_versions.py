"""The findings on the known wrong versions of an exercise, by which causes are recognized."""

import threading
from collections.abc import Callable, Mapping

from autograder.assignments.assignment import Assignment, combined_source
from autograder.assignments.reference import LocalModule, load_wrong
from autograder.authors.exercise import Exercise, Misconception
from autograder.grading.diagnosis import Findings, Signatures
from autograder.grading.known_store import KnownStore
from autograder.grading.results import Finding
from autograder.submissions.reading import SubmittedFiles

Judged = tuple[Finding, ...]


class KnownVersions:
    """Wrong versions of one assignment, each graded when it is first asked for.

    Args:
        assignment: whose misconceptions they are.
        right: the findings on the reference, by exercise; filled before anything is asked.
        run: the findings on a version that has been loaded here: on one misconception, whose
            author has seen it run.
        run_confined: the findings on a text: on two at once, which nobody has seen run; None
            where the machine spoiled them.
        store: where the findings are kept for the next run; None where they are not.
    """

    def __init__(
        self,
        assignment: Assignment,
        right: Mapping[str, Findings],
        run: Callable[[Exercise, LocalModule], Judged],
        run_confined: Callable[[Exercise, SubmittedFiles], Judged | None],
        store: KnownStore | None = None,
    ) -> None:
        self._assignment, self._right = assignment, right
        self._run, self._run_confined, self._store = run, run_confined, store
        self._signatures: dict[str, Signatures] = {}
        self._pairs: dict[tuple[str, str, str], Findings] = {}
        self._signing = threading.Lock()

    def signatures(self, exercise: Exercise) -> Signatures:
        """The findings on each misconception of an exercise."""
        with self._signing:
            if exercise.name not in self._signatures:
                wrong = {m.name: (m, self._one(exercise, m)) for m in exercise.misconceptions}
                self._signatures[exercise.name] = Signatures(wrong, self._right[exercise.name])
            return self._signatures[exercise.name]

    def both(self, exercise: Exercise, one: Misconception, other: Misconception) -> Findings:
        """The findings on two misconceptions at once; {} where none are to be had."""
        names = exercise.name, one.name, other.name
        if names not in self._pairs:
            text = combined_source(self._assignment, one, other)

            def run() -> Judged | None:
                return self._run_confined(exercise, self._with(exercise, text)) if text else ()

            found = self._kept(exercise, f"{one.name}+{other.name}", run)
            if found is None:
                return {}
            self._pairs[names] = _by_check(found)
        return self._pairs[names]

    def _one(self, exercise: Exercise, wrong: Misconception) -> Findings:
        def run() -> Judged:
            return self._run(exercise, load_wrong(self._assignment, exercise, wrong))

        return _by_check(self._kept(exercise, wrong.name, run) or ())

    def _kept(
        self, exercise: Exercise, version: str, run: Callable[[], Judged | None]
    ) -> Judged | None:
        """The findings on a version: those in the store, or new ones, which are put there."""
        kept = self._store.get(exercise.name, version) if self._store else None
        if kept is not None:
            return kept
        found = run()
        if self._store and found is not None:
            self._store.put(exercise.name, version, found)
        return found

    def _with(self, exercise: Exercise, text: str) -> SubmittedFiles:
        """The reference, with another text for the module of an exercise."""
        texts = {m: self._assignment.source(m).encode() for m in self._assignment.modules}
        return SubmittedFiles(texts | {exercise.module: text.encode()}, ())


def _by_check(findings: Judged) -> Findings:
    return {finding.check: finding for finding in findings}
