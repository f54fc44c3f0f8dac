"""Two misconceptions at once: they cost what both cost, and nobody else is named."""

import ast
import random
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from autograder.assignments.assignment import Assignment, combined_source
from autograder.authoring.measures.attempts import Tell
from autograder.authors.exercise import Exercise, Misconception, Pair
from autograder.grading.diagnosis import explain
from autograder.grading.grader import Grader
from autograder.grading.results import Finding
from autograder.grading.trace import Trace, same_trace

SAMPLE = 10  # pairs of an exercise, where not all are asked for

_Two = tuple[Misconception, Misconception]
_Singles = Mapping[str, "_Judged"]


@dataclass(frozen=True)
class _Judged:
    """How one version was judged.

    Attributes:
        cost: points of its exercise that it loses.
        lost: checks that failed.
        names: misconceptions that are asserted.
        perhaps: misconceptions that are named with "perhaps".
        answers: in every check, by its name.
    """

    cost: float
    lost: frozenset[str]
    names: frozenset[str]
    perhaps: frozenset[str]
    answers: Mapping[str, Trace]


@dataclass(frozen=True)
class PairFate:
    """How two misconceptions at once were judged.

    Attributes:
        exercise: name of theirs.
        names: of the two.
        costs: of each alone.
        cost: of both at once.
        others: who else is named.
        like: name of the misconception, one of the two or another, that it is just as, or "".
        listed: whether the author gave a reason.
    """

    exercise: str
    names: tuple[str, str]
    costs: tuple[float, float]
    cost: float
    others: tuple[str, ...] = ()
    like: str = ""
    listed: bool = False

    @property
    def right(self) -> bool:
        """True if together they are right."""
        return not self.cost

    @property
    def cheaper(self) -> bool:
        """True if it costs less than its dearer half."""
        return not self.right and not self.like and self.cost < max(self.costs)

    @property
    def dearer(self) -> bool:
        """True if it costs more than both together."""
        return not self.like and self.cost > sum(self.costs)

    @property
    def fault(self) -> str:
        """What there is to fix, in one sentence; "" if nothing."""
        if self.listed:
            return ""
        one, other = self.names
        told = f"{self.exercise}/{one} and {other} at once"
        if self.cheaper or self.dearer:
            than = "less than the dearer" if self.cheaper else "more than both"
            alone = " and ".join(f"{cost:g}" for cost in self.costs)
            told += f" cost {self.cost:g} points, {than}: alone they cost {alone}"
        if self.others:
            told += f"{' and' if self.cheaper or self.dearer else ''} are told to be"
            return f"{told} {', '.join(self.others)}"
        return told if self.cheaper or self.dearer else ""


@dataclass(frozen=True)
class PairTable:
    """The pairs of misconceptions of one exercise, graded.

    Attributes:
        exercise: its name.
        made: how many pairs there are whose edits do not overlap.
        fates: of those that were graded.
        stale: listed pairs that nothing is wrong with.
    """

    exercise: str
    made: int
    fates: tuple[PairFate, ...]
    stale: tuple[Pair, ...] = ()

    @property
    def faults(self) -> Iterator[str]:
        """What there is to fix, one sentence each."""
        yield from filter(None, (fate.fault for fate in self.fates))
        for entry in self.stale:
            yield f"{entry.where}: {' and '.join(sorted(entry.names))} need no entry"


def grade_pairs(
    grader: Grader, exercise: Exercise, jobs: int, tell: Tell, sample: int | None = SAMPLE
) -> PairTable:
    """Grade every two misconceptions of an exercise as one module.

    Args:
        grader: of the assignment.
        exercise: whose misconceptions are paired.
        jobs: how many processors to use.
        tell: told how many are done, and how many there are.
        sample: how many are drawn, by the grader's seed; None for all. The listed ones are
            graded in any case.
    """
    both = partial(grader.both, exercise)
    made = list(_pairs_of(grader.assignment, exercise))
    listed = {entry.names: entry for entry in exercise.pairs}
    chosen = made
    if sample is not None and sample < len(made):
        draw = random.Random(f"{grader.seed} {exercise.name}")  # noqa: S311 - no secret
        drawn = set(draw.sample(range(len(made)), sample))
        chosen = [two for i, two in enumerate(made) if i in drawn or _names(two) in listed]
    known = grader.signatures(exercise)
    singles = {name: _judged(own.values()) for name, (_, own) in known.wrong.items()}
    fates: list[PairFate] = []
    with ThreadPoolExecutor(grader.at_once(jobs)) as pool:
        # Each is graded once before any is explained, for they explain each other.
        graded = pool.map(lambda two: both(*two).values(), chosen)
        for two, found in zip(chosen, list(graded), strict=True):
            judged = _judged(explain(tuple(found), known, both))
            fates.append(_fate(exercise, two, judged, singles, listed=_names(two) in listed))
            tell(len(fates), len(chosen))
    needed = {frozenset(f.names) for f in fates if f.cheaper or f.dearer or f.others}
    stale = tuple(entry for names, entry in listed.items() if names not in needed)
    return PairTable(exercise.name, len(made), tuple(fates), stale)


def _pairs_of(assignment: Assignment, exercise: Exercise) -> Iterator[_Two]:
    """Every two misconceptions that can be made at once."""
    for one, other in combinations(exercise.misconceptions, 2):
        text = combined_source(assignment, one, other)
        if text is not None and _is_python(text):
            yield one, other


def _names(two: _Two) -> frozenset[str]:
    return frozenset(wrong.name for wrong in two)


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _judged(findings: Iterable[Finding]) -> _Judged:
    found = tuple(findings)
    lost = [finding for finding in found if finding.lost]
    named = {
        certain: frozenset(
            f.misconception for f in lost if f.misconception and f.certain is certain
        )
        for certain in (True, False)
    }
    return _Judged(
        sum(finding.points - finding.score for finding in found),
        frozenset(finding.check for finding in lost),
        named[True],
        named[False],
        {finding.check: finding.trace for finding in found},
    )


def _fate(
    exercise: Exercise, two: _Two, judged: _Judged, singles: _Singles, *, listed: bool
) -> PairFate:
    names = two[0].name, two[1].name
    like = next((n for n, one in singles.items() if _answers_as(judged, one)), "") or next(
        (n for n, one in singles.items() if n not in names and _is_told_as(judged, one, n)), ""
    )
    others = (judged.names | judged.perhaps) - {*names, like}
    costs = singles[names[0]].cost, singles[names[1]].cost
    return PairFate(exercise.name, names, costs, judged.cost, tuple(sorted(others)), like, listed)


def _answers_as(judged: _Judged, single: _Judged) -> bool:
    """True if a pair is one version: what the other changed is never used."""
    return all(
        same_trace(answers, single.answers[check]) or not (answers or single.answers[check])
        for check, answers in judged.answers.items()
    )


def _is_told_as(judged: _Judged, single: _Judged, name: str) -> bool:
    """True if a pair loses just what another version loses, and has its name."""
    return judged.lost == single.lost and judged.names == {name}
