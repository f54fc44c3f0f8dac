"""Proves an assignment's checks: right versions pass, and each wrong one is caught by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.assignments.assignment import Assignment, version_source
from autograder.authors.exercise import Misconception, Variant
from autograder.grading.grader import Grader
from autograder.grading.results import Finding, Result
from autograder.submissions.reading import SubmittedFiles


@dataclass(frozen=True)
class Version:
    """A version of an assignment's modules.

    Attributes:
        kind: "reference", "skeleton", "misconception" or "variant".
        name: "no_rescale", and what it belongs to: "dropout_forward/no_rescale".
        of: what its author declared; None for the reference and the skeleton.
    """

    kind: str
    name: str
    of: Misconception | Variant | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Proof:
    """One version of the assignment, and whether it fared as it should.

    Attributes:
        kind: see Version.
        name: see Version.
        score: what it earned.
        points: what there was to earn.
        caught_by: checks that it lost.
        faults: what is wrong with the checks; empty when all is well.
        cost: points of its own exercise that a misconception loses.
    """

    kind: str
    name: str
    score: float
    points: float
    caught_by: tuple[str, ...]
    faults: tuple[str, ...]
    cost: float = 0.0


def versions_of(assignment: Assignment) -> tuple[Version, ...]:
    """All versions of an assignment: its reference, the skeleton, the wrong and the right ones."""
    wrong = (
        Version("misconception", f"{m.exercise}/{m.name}", m) for m in assignment.misconceptions
    )
    right = (Version("variant", f"{v.module}/{v.name}", v) for v in assignment.variants)
    return Version("reference", ""), Version("skeleton", ""), *wrong, *right


def prove(grader: Grader, version: Version, skeleton: Mapping[str, str]) -> Proof:
    """Grade one version and say whether the checks judged it truly.

    Args:
        grader: of the assignment.
        version: what is graded.
        skeleton: text of each module as students get it.
    """
    assignment = grader.assignment
    texts = {module: assignment.source(module) for module in assignment.modules}
    if version.kind == "skeleton":
        texts = dict(skeleton)
    elif version.of is not None:
        texts[assignment.module_of(version.of)] = version_source(assignment, version.of)
    files = {module: text.encode() for module, text in texts.items()}
    result = grader.grade_files(SubmittedFiles(files, assignment.modules))
    cost = 0.0
    if isinstance(version.of, Misconception):
        own = result.exercise(version.of.exercise)
        cost = own.points - own.score
    lost = [(e.exercise, f) for e in result.exercises for f in e.findings if f.lost]
    return Proof(
        version.kind,
        version.name,
        result.score,
        result.points,
        tuple(finding.check for _, finding in lost),
        tuple(_faults(assignment, version, result, lost)),
        cost,
    )


def _faults(
    assignment: Assignment, version: Version, result: Result, lost: list[tuple[str, Finding]]
) -> Iterator[str]:
    yield from (f"a check is broken: {alarm}" for alarm in result.alarms)
    wrong = version.of
    if version.kind == "skeleton":
        if result.score:
            yield f"it earns {result.score:g} points"
        return
    if not isinstance(wrong, Misconception):
        yield from (f"it fails {finding.check}: {finding.message}" for _, finding in lost)
        return
    of = {check: e.name for e in assignment.exercises for check in e.checks}
    expected = {(of[check], check.name) for check in wrong.fails}
    found = {(exercise, finding.check): finding.message for exercise, finding in lost}
    for _, check in sorted(expected - found.keys()):
        yield f"{wrong.where}: it passes {check}"
    for more in sorted(found.keys() - expected):
        yield f"{wrong.where}: it also loses {more[1]}: {found[more]}"
    own = result.exercise(wrong.exercise).findings
    called = {finding.misconception for finding in own if finding.lost}
    if found and called != {wrong.name}:
        others = ", ".join(sorted(name or "nothing" for name in called))
        yield f"{wrong.where}: it is recognized as {others}"
