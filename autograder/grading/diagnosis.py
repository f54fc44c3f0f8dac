"""Names the misconception behind a failure, by comparing it with each known wrong version."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.authors.exercise import Misconception
from autograder.authors.statistics import Measured
from autograder.grading.results import Finding

Signatures = Mapping[str, tuple[Misconception, Mapping[str, Finding]]]


def explain(findings: Sequence[Finding], signatures: Signatures) -> tuple[Finding, ...]:
    """The findings of one exercise, each failure with its likely cause where one is known.

    A misconception explains a failure when it fails the same check with the same observed
    numbers, and loses no check of the exercise that was not lost here. Where several do, the one
    that explains most is named.

    Args:
        findings: of one exercise of a submission.
        signatures: of each misconception of that exercise, what its own findings are.
    """
    lost = {finding.check: finding for finding in findings if finding.lost}
    possible = [(m, own) for m, own in signatures.values() if _lost(own) <= lost.keys()]
    ranked = sorted(possible, key=lambda p: _explains(lost, p[1]), reverse=True)
    explained = []
    for finding in findings:
        wrong = next((m for m, own in ranked if finding.lost and _same(finding, own)), None)
        if wrong is not None:
            finding = dataclasses.replace(
                finding,
                misconception=wrong.name,
                cause=wrong.message,
                hint=wrong.hint or finding.hint,
            )
        explained.append(finding)
    return tuple(explained)


def _lost(own: Mapping[str, Finding]) -> set[str]:
    return {name for name, finding in own.items() if finding.lost}


def _same(finding: Finding, own: Mapping[str, Finding]) -> bool:
    other = own.get(finding.check)
    return other is not None and other.lost and agree(finding.observed, other.observed)


def _explains(lost: Mapping[str, Finding], own: Mapping[str, Finding]) -> int:
    return sum(_same(finding, own) for finding in lost.values())


def agree(a: Any, b: Any) -> bool:
    """True if two observations are of the same mistake."""
    if isinstance(a, Measured) and isinstance(b, Measured):
        return abs(a.value - b.value) <= a.spread + b.spread
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(agree(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, (np.ndarray, float, int)) and isinstance(b, (np.ndarray, float, int)):
        x, y = np.asarray(a), np.asarray(b)
        if x.shape != y.shape or not (np.isfinite(x).all() and np.isfinite(y).all()):
            return False
        scale = float(np.abs(y).max(initial=0.0))
        return bool(np.allclose(x, y, rtol=1e-5, atol=1e-7 * scale))
    return type(a) is type(b) and a is not None and bool(a == b)
