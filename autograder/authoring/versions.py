"""Proves an assignment's checks: the right answers pass, and each wrong one is caught by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.assignment import Assignment, wrong_source
from autograder.authors.misconceptions import Misconception
from autograder.grading.grader import Grader
from autograder.grading.results import Finding, SubmissionResult
from autograder.submissions.reading import SubmittedFiles


@dataclass(frozen=True)
class Proof:
    """One version of the assignment, and whether it fared as it should.

    Attributes:
        kind: "reference", "skeleton", "misconception" or "variant".
        name: of the version.
        score: what it earned.
        points: what there was to earn.
        caught_by: checks that it lost.
        faults: what is wrong with the checks; empty when all is well.
    """

    kind: str
    name: str
    score: float
    points: float
    caught_by: tuple[str, ...]
    faults: tuple[str, ...]


def versions(assignment: Assignment) -> tuple[tuple[str, str], ...]:
    """Kind and name of everything that prove() can be asked for, in its order."""
    return (
        ("reference", "reference"),
        ("skeleton", "skeleton"),
        *(("misconception", wrong.name) for wrong in assignment.misconceptions),
        *(("variant", f"{path.parent.name}/{path.stem}") for path in variants(assignment)),
    )


def variants(assignment: Assignment) -> tuple[Path, ...]:
    """Correct versions in other styles: variants/<module>/<style>.py."""
    return tuple(sorted((assignment.folder / "variants").glob("*/*.py")))


def prove(grader: Grader, kind: str, name: str, skeleton: Mapping[str, str]) -> Proof:
    """Grade one version and say whether the checks judged it truly.

    Args:
        grader: of the assignment.
        kind: see versions().
        name: see versions().
        skeleton: text of each module as students get it.
    """
    assignment = grader.assignment
    texts = {module: assignment.source(module) for module in assignment.modules}
    if kind == "skeleton":
        texts = dict(skeleton)
    elif kind == "variant":
        texts[Path(name).parent.name] = (assignment.folder / "variants" / f"{name}.py").read_text(
            encoding="utf-8"
        )
    wrong = next((m for m in assignment.misconceptions if m.name == name), None)
    if kind == "misconception" and wrong is not None:
        texts[assignment.exercise(wrong.exercise).module] = wrong_source(assignment, wrong)
    files = {module: text.encode() for module, text in texts.items()}
    result = grader.grade_files(SubmittedFiles(files, assignment.modules))
    lost = [
        finding for exercise in result.exercises for finding in exercise.findings if finding.lost
    ]
    faults = _faults(kind, wrong, result, lost)
    caught_by = tuple(finding.check for finding in lost)
    return Proof(kind, name, result.score, result.points, caught_by, faults)


def _faults(
    kind: str, wrong: Misconception | None, result: SubmissionResult, lost: list[Finding]
) -> tuple[str, ...]:
    if kind == "skeleton":
        return () if result.score == 0 else (f"it earns {result.score:g} points",)
    if kind != "misconception" or wrong is None:
        return tuple(f"it fails {finding.check}: {finding.message}" for finding in lost)
    names = {finding.check for finding in lost}
    faults = [f"it passes {check}" for check in wrong.loses if check not in names]
    faults += [f"it also loses {check}" for check in sorted(names - set(wrong.loses))]
    own = result.exercise(wrong.exercise).findings
    called = {finding.misconception for finding in own if finding.lost}
    if names and called != {wrong.name}:
        others = ", ".join(sorted(name or "nothing" for name in called))
        faults.append(f"it is recognised as {others}")
    return tuple(faults)
