"""Grades mutants: each is noticed by a check, or listed by the author with a reason."""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from autograder.authoring.measures.attempts import Tell, files_of, seconds_of
from autograder.authoring.measures.mutants import Mutant, mutants_of
from autograder.authors.exercise import Equivalent, Exercise
from autograder.grading.grader import Grader
from autograder.grading.results import Finding
from autograder.grading.trace import same_trace
from autograder.sandbox.clock import Clock

SAMPLE = 20  # mutants of an exercise, where not all are asked for
LARGE = 0.6  # of an exercise: more than one slip should cost


@dataclass(frozen=True)
class Fate:
    """What became of a mutant.

    Attributes:
        mutant: which.
        findings: on its own exercise.
        killed: whether a check noticed it, of this exercise or another.
        listed: whether the author says that it may survive.
        proved: whether it answered every call just as the misconceptions that are asserted.
    """

    mutant: Mutant
    findings: tuple[Finding, ...]
    killed: bool
    listed: bool
    proved: bool = False

    @property
    def cost(self) -> float:
        """Points of its exercise that it loses."""
        return sum(finding.points - finding.score for finding in self.findings)

    @property
    def share(self) -> float:
        """The same as a share of the exercise."""
        return self.cost / self._points

    @property
    def own_share(self) -> float:
        """The share that its failed checks cost, without those that were skipped after them."""
        return sum(finding.points for finding in self.findings if finding.lost) / self._points

    @property
    def _points(self) -> float:
        return sum(finding.points for finding in self.findings)

    @property
    def lost(self) -> tuple[Finding, ...]:
        """The findings that cost points by themselves."""
        return tuple(finding for finding in self.findings if finding.lost)

    @property
    def names(self) -> tuple[str, ...]:
        """The misconceptions that it is told to be."""
        return self._named(certain=True)

    @property
    def perhaps(self) -> tuple[str, ...]:
        """The misconceptions that it is told to be, perhaps."""
        return self._named(certain=False)

    def _named(self, *, certain: bool) -> tuple[str, ...]:
        found = (f.misconception for f in self.lost if f.certain is certain)
        return tuple(dict.fromkeys(name for name in found if name))


@dataclass(frozen=True)
class MutantTable:
    """The mutants of one exercise, graded.

    Attributes:
        exercise: its name.
        made: how many there are.
        fates: of those that were graded.
        stale: listed equivalents that are no mutant, or are noticed.
    """

    exercise: str
    made: int
    fates: tuple[Fate, ...]
    stale: tuple[Equivalent, ...] = ()

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """Those that nothing noticed and the author did not list."""
        return tuple(fate for fate in self.fates if not fate.killed and not fate.listed)

    @property
    def faults(self) -> Iterator[str]:
        """What there is to fix, one sentence each."""
        for fate in self.survivors:
            mutant = fate.mutant
            yield (
                f"{mutant.exercise}, line {mutant.line}: no check notices {mutant.after!r} in the"
                f" place of {mutant.before!r} ({mutant.kind})"
            )
        for entry in self.stale:
            yield f"{entry.where}: {entry.after!r}: a check notices it, or it is no mutant any more"


def grade_mutants(
    grader: Grader, exercise: Exercise, jobs: int, tell: Tell, sample: int | None = SAMPLE
) -> MutantTable:
    """Grade the mutants of an exercise.

    Args:
        grader: of the assignment.
        exercise: whose mutants are graded.
        jobs: how many processors to use.
        tell: told how many are done, and how many there are.
        sample: how many are drawn, by the grader's seed; None for all. The listed ones are
            graded in any case.
    """
    mutants = mutants_of(grader.assignment, exercise)
    listed = {(e.before, e.after) for e in exercise.equivalents}
    chosen = _drawn(mutants, sample, f"{grader.seed} {exercise.name}", listed)
    seconds = seconds_of(grader, exercise)
    fates: list[Fate] = []
    with ThreadPoolExecutor(grader.at_once(jobs)) as pool:
        for fate in pool.map(partial(fate_of, grader, exercise, seconds, listed), chosen):
            fates.append(fate)
            tell(len(fates), len(chosen))
    alive = {(f.mutant.before, f.mutant.after) for f in fates if not f.killed}
    stale = tuple(e for e in exercise.equivalents if (e.before, e.after) not in alive)
    return MutantTable(exercise.name, len(mutants), tuple(fates), stale)


def _drawn(
    mutants: Sequence[Mutant], sample: int | None, seed: str, listed: set[tuple[str, str]]
) -> list[Mutant]:
    if sample is None or sample >= len(mutants):
        return list(mutants)
    drawn = set(random.Random(seed).sample(range(len(mutants)), sample))  # noqa: S311 - no secret
    return [m for i, m in enumerate(mutants) if i in drawn or (m.before, m.after) in listed]


def fate_of(
    grader: Grader, exercise: Exercise, seconds: float, listed: set[tuple[str, str]], mutant: Mutant
) -> Fate:
    """Grade one mutant.

    Args:
        grader: of the assignment.
        exercise: whose code it is.
        seconds: that it has, in all.
        listed: lines before and after of those that may survive.
        mutant: which is graded.
    """
    files = files_of(grader.assignment, {exercise.module: mutant.text})
    result = grader.grade_exercise(exercise, files, Clock(seconds=seconds))
    killed = result.score < result.points
    if not killed and len(grader.assignment.exercises) > 1:  # others call it, perhaps
        whole = grader.grade_files(
            files, clock=Clock(seconds=seconds * len(grader.assignment.exercises))
        )
        killed = whole.score < whole.points
    findings = tuple(replace(f, observed=None, trace=()) for f in result.findings)
    fate = Fate(mutant, findings, killed, (mutant.before, mutant.after) in listed)
    return replace(fate, proved=_is_proved(grader, exercise, fate.names, result.findings))


def _is_proved(
    grader: Grader, exercise: Exercise, names: Sequence[str], findings: Sequence[Finding]
) -> bool:
    """True if misconceptions answer every call of an exercise as a mutant did."""
    known = grader.signatures(exercise).wrong if names else {}
    if len(names) == 1:
        own = known[names[0]][1]
    elif len(names) == 2:
        own = grader.both(exercise, *(known[name][0] for name in names))
    else:
        return False
    return all(f.trace == () or same_trace(f.trace, own[f.check].trace) for f in findings)
