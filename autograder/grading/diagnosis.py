"""Names what is behind lost checks, by comparing them with those of each known wrong version.

A cause is asserted when it explains every lost check and no other, on evidence that other
mistakes do not share. What fits and is not certain is said with "perhaps", or not at all.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from autograder.authors.exercise import Misconception
from autograder.authors.messages import Message
from autograder.authors.statistics import Measured
from autograder.grading.results import Finding
from autograder.grading.trace import Trace, as_float, difference, is_telling, same_trace

Findings = Mapping[str, Finding]  # of an exercise, by the name of the check
Both = Callable[[Misconception, Misconception], Findings]

MOST_PAIRS = 8  # pairs of misconceptions that are tried on one submission, the likeliest

# What a finding says for a cause: nothing, that it may be, that it is, by what the check observed
# or by all answers.
_NONE, _AGREES, _TELLS, _SAME = range(4)


@dataclass(frozen=True)
class Signatures:
    """What is known of an exercise's wrong versions.

    Attributes:
        wrong: each misconception with its own findings, by its name.
        right: the findings on the reference.
    """

    wrong: Mapping[str, tuple[Misconception, Findings]]
    right: Findings

    def right_answers(self, check: str) -> Trace:
        """What the reference answers in a check."""
        return self.right[check].trace if check in self.right else ()


@dataclass(frozen=True)
class _Suspect:
    """A misconception, or two at once, and how well its findings fit.

    Attributes:
        wrong: the misconceptions.
        lost: checks that each of them loses by itself.
        fits: what each lost check says for it.
    """

    wrong: tuple[Misconception, ...]
    lost: tuple[frozenset[str], ...]
    fits: Mapping[str, int]

    @property
    def agrees(self) -> bool:
        """True if no check speaks against it."""
        return bool(self.fits) and all(self.fits.values())

    @property
    def agreeing(self) -> int:
        """The number of checks that speak for it."""
        return sum(fit != _NONE for fit in self.fits.values())

    @property
    def tells(self) -> int:
        """The number of checks whose evidence other mistakes do not share."""
        return sum(fit >= _TELLS for fit in self.fits.values())

    @property
    def same(self) -> int:
        """The number of checks whose answers were all the same, and tell."""
        return sum(fit == _SAME for fit in self.fits.values())


class _Case:
    """The lost checks of one exercise, and whom they speak for."""

    def __init__(self, findings: Sequence[Finding], known: Signatures, both: Both | None) -> None:
        self.lost = {finding.check: finding for finding in findings if finding.lost}
        self._known, self._both = known, both
        self._all = [self._suspect((wrong,), own) for wrong, own in known.wrong.values()]
        self._possible = [s for s in self._all if s.agrees and s.lost[0] <= self.lost.keys()]

    def named(self) -> list[tuple[_Suspect, bool]]:
        """Who is named, and whether for certain."""
        whole = [s for s in self._possible if s.lost[0] == self.lost.keys() and s.tells]
        best = sorted(whole, key=_tells, reverse=True)[:1] or self._two_at_once()
        if best:
            return [(suspect, True) for suspect in best]
        apart = self._apart()
        rest = self.lost.keys() - set().union(*(s.lost[0] for s in apart))
        fitting = [s for s in self._possible if s.lost[0] <= rest]
        explained = all(sum(check in s.lost[0] for s in fitting) == 1 for check in rest)
        named = [(suspect, explained) for suspect in apart]
        return named + [(suspect, False) for suspect in fitting if explained]

    def _two_at_once(self) -> list[_Suspect]:
        """Two misconceptions that together lose just these checks, with just these answers."""
        parts = [s for s in self._all if s.lost[0] < self.lost.keys()]
        whole = (
            p for p in combinations(parts, 2) if p[0].lost[0] | p[1].lost[0] == self.lost.keys()
        )
        pairs = sorted(whole, key=lambda p: p[0].agreeing + p[1].agreeing, reverse=True)
        found: list[_Suspect] = []
        for one, other in pairs[: MOST_PAIRS if self._both else 0]:
            wrong = one.wrong + other.wrong
            suspect = self._suspect(wrong, self._both(*wrong) if self._both else {})
            if suspect.agrees and suspect.tells and suspect.fits.keys() == self.lost.keys():
                found.append(suspect)
        return sorted(found, key=_tells, reverse=True)[:1]

    def _apart(self) -> list[_Suspect]:
        """Misconceptions that have no check in common, each on evidence of its own."""
        taken: list[_Suspect] = []
        for suspect in sorted(self._possible, key=lambda s: len(s.lost[0]), reverse=True):
            if suspect.tells and not any(suspect.lost[0] & other.lost[0] for other in taken):
                taken.append(suspect)
        return taken

    def _suspect(self, wrong: tuple[Misconception, ...], together: Findings) -> _Suspect:
        """Misconceptions, with what the lost checks say for their findings, taken together."""
        fits = {
            name: self._evidence(self.lost[name], own) if name in self.lost else _NONE
            for name, own in together.items()
            if own.lost
        }
        lost = tuple(_lost(self._known.wrong[one.name][1]) for one in wrong)
        return _Suspect(wrong, lost, fits)

    def _evidence(self, finding: Finding, own: Finding) -> int:
        """What a lost check says for a wrong version: nothing, that it agrees, or that it tells."""
        if same_trace(finding.trace, own.trace):
            right = self._known.right_answers(finding.check)
            return _SAME if is_telling(difference(own.trace, right)) else _AGREES
        if not agree(finding.observed, own.observed):
            return _NONE
        return _TELLS if _tells_apart(own.observed) else _AGREES


def explain(
    findings: Sequence[Finding], signatures: Signatures, both: Both | None = None
) -> tuple[Finding, ...]:
    """The findings of one exercise, each failure with its cause where one is known.

    Args:
        findings: of one exercise of a submission.
        signatures: what is known of that exercise's wrong versions.
        both: what the findings are of two misconceptions at once; {} where their edits overlap.
    """
    named = _Case(findings, signatures, both).named()
    return tuple(_with_cause(finding, named) for finding in findings)


def _tells(suspect: _Suspect) -> tuple[int, int]:
    return suspect.tells, suspect.same


def _lost(own: Findings) -> frozenset[str]:
    return frozenset(name for name, finding in own.items() if finding.lost)


def _with_cause(finding: Finding, named: Sequence[tuple[_Suspect, bool]]) -> Finding:
    """The finding with the cause that it speaks for."""
    if not finding.lost:
        return finding
    causes = [
        (finding.check in lost, wrong, certain)
        for suspect, certain in named
        if finding.check in suspect.fits
        for wrong, lost in zip(suspect.wrong, suspect.lost, strict=True)
    ]
    if not causes:
        return finding
    _, wrong, certain = next((cause for cause in causes if cause[0]), causes[0])
    return dataclasses.replace(
        finding,
        misconception=wrong.name,
        certain=certain,
        cause=wrong.message if certain else Message("Perhaps: {cause}", cause=wrong.message),
        hint=wrong.hint if certain and wrong.hint else finding.hint,
    )


def _tells_apart(observed: Any) -> bool:
    """True if an observation is more than what many mistakes have in common."""
    if isinstance(observed, Measured):
        return observed.spread < observed.value < 1 - observed.spread
    if isinstance(observed, np.ndarray):
        return observed.size > 1 and bool(np.ptp(observed) > 0)
    if isinstance(observed, tuple):
        return any(map(_tells_apart, observed))
    return is_telling(observed)


def agree(a: Any, b: Any) -> bool:
    """True if two observations are of the same mistake."""
    if isinstance(a, Measured) and isinstance(b, Measured):
        return abs(a.value - b.value) <= a.spread + b.spread
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(agree(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, (np.ndarray, float, int)) and isinstance(b, (np.ndarray, float, int)):
        x, y = (v if isinstance(v, np.ndarray) else np.asarray(as_float(v)) for v in (a, b))
        if x.shape != y.shape or not (np.isfinite(x).all() and np.isfinite(y).all()):
            return False
        scale = float(np.abs(y).max(initial=0.0))
        return bool(np.allclose(x, y, rtol=1e-5, atol=1e-7 * scale))
    return type(a) is type(b) and a is not None and bool(a == b)
