"""What grading found, as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.authors.exercise import Status

SCHEMA = 1


@dataclass(frozen=True)
class Finding:
    """What one check said of one submission.

    Attributes:
        check: name of the check.
        asked: the sentence that the check verifies.
        status: "failed" when the answer is wrong, "error" when there was no answer (an exception,
            a time-out, a crash), "skipped" when an earlier check has the blame already.
        score: points earned, between 0 and points.
        points: points available.
        hidden: whether the student sees the sentence and the hint only.
        message: what was found, with its numbers. Feedback withholds it when hidden.
        cause: the likely cause, when a misconception was recognised.
        hint: what to look at.
        misconception: name of the recognised wrong version, or None.
        observed: numbers that depend on the answer and not on chance; compared with those of the
            misconceptions, and never shown.
    """

    check: str
    asked: str
    status: Status
    score: float
    points: float
    hidden: bool = False
    message: str = ""
    cause: str = ""
    hint: str = ""
    misconception: str | None = None
    observed: Any = field(default=None, compare=False, repr=False)

    @property
    def lost(self) -> bool:
        """Whether this check itself cost points; a skipped one is another check's doing."""
        return self.points > 0 and self.status in ("failed", "error")


@dataclass(frozen=True)
class ExerciseResult:
    """The findings of one exercise, in the order of its checks."""

    exercise: str
    findings: tuple[Finding, ...]

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(f.score for f in self.findings)

    @property
    def points(self) -> float:
        """Points available."""
        return sum(f.points for f in self.findings)

    @property
    def first_cause(self) -> Finding | None:
        """The first finding that cost points, or None."""
        return next((f for f in self.findings if f.lost), None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What checks without points have to say: it costs nothing."""
        return tuple(f.message for f in self.findings if not f.points and f.status == "failed")


@dataclass(frozen=True)
class SubmissionResult:
    """One graded submission.

    Attributes:
        path: what was graded, as the caller named it.
        exercises: in the assignment's order.
        error: why nothing could be graded (no such folder, ...), or None.
        notes: what was odd about the files, for a person to read; it costs nothing.
        alarms: checks that could not judge it, so that a person has to.
    """

    path: str
    exercises: tuple[ExerciseResult, ...]
    error: str | None = None
    notes: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(e.score for e in self.exercises)

    @property
    def points(self) -> float:
        """Points available."""
        return sum(e.points for e in self.exercises)

    def exercise(self, name: str) -> ExerciseResult:
        """The result of one exercise; KeyError when there is none of that name."""
        for result in self.exercises:
            if result.exercise == name:
                return result
        raise KeyError(name)


@dataclass(frozen=True)
class Report:
    """A run: what was graded, with which seed, and how well it was confined."""

    assignment: str
    seed: int
    isolation: Mapping[str, Any]
    submissions: tuple[SubmissionResult, ...]


def to_json(report: Report) -> dict[str, Any]:
    """The report as the JSON document that scripts read (schema 1)."""
    return {
        "schema": SCHEMA,
        "assignment": report.assignment,
        "seed": report.seed,
        "isolation": dict(report.isolation),
        "submissions": [submission_to_json(s) for s in report.submissions],
    }


def submission_to_json(result: SubmissionResult) -> dict[str, Any]:
    """One submission of the JSON document."""
    return {
        "path": result.path,
        "score": result.score,
        "points": result.points,
        "error": result.error,
        "notes": list(result.notes),
        "alarms": list(result.alarms),
        "exercises": [
            {
                "exercise": e.exercise,
                "score": e.score,
                "points": e.points,
                "findings": [_finding_to_json(f) for f in e.findings],
            }
            for e in result.exercises
        ],
    }


def submission_from_json(document: Mapping[str, Any]) -> SubmissionResult:
    """The inverse of submission_to_json."""
    return SubmissionResult(
        path=document["path"],
        error=document["error"],
        notes=tuple(document["notes"]),
        alarms=tuple(document["alarms"]),
        exercises=tuple(
            ExerciseResult(
                exercise=e["exercise"],
                findings=tuple(Finding(**f) for f in e["findings"]),
            )
            for e in document["exercises"]
        ),
    )


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    document = asdict(finding)
    del document["observed"]
    return document
