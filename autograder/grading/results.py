"""Results of grading, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.authors.exercise import Status
from autograder.authors.messages import Message, message_from_json

SCHEMA = 1

_NOTHING = Message("")
_SAID = ("message", "cause", "hint")  # the fields of a finding that are messages
_FOR_CAUSES = ("observed", "trace")  # those by which causes are found; they are large


@dataclass(frozen=True)
class Finding:
    """The answer of one check about one submission.

    Attributes:
        check: name of the check.
        asked: the sentence that the check verifies.
        status: "failed" when the answer is wrong, "error" when there was no answer (an exception,
            a time-out, a crash), "skipped" when an earlier check has the blame already.
        score: points earned, between 0 and points.
        points: points available.
        hidden: whether the student sees the sentence and the hint only.
        message: what was found, with its numbers. Feedback withholds it when hidden.
        cause: the likely cause, when a misconception was recognized.
        hint: what to look at.
        misconception: name of the recognized wrong version, or None.
        certain: whether that is asserted; else it is said with "perhaps".
        skipped_for: name of the check that has the blame already, or "".
        observed: numbers that depend on the answer and not on chance; compared with those of the
            misconceptions, and never shown.
        trace: what every call of the check answered; compared in the same way.
    """

    check: str
    asked: str
    status: Status
    score: float
    points: float
    hidden: bool = False
    message: Message = _NOTHING
    cause: Message = _NOTHING
    hint: Message = _NOTHING
    misconception: str | None = None
    certain: bool = True
    skipped_for: str = ""
    observed: Any = field(default=None, compare=False, repr=False)
    trace: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    @property
    def lost(self) -> bool:
        """True if this check itself cost points; a skipped one is not to blame."""
        return self.points > 0 and self.status in ("failed", "error")


@dataclass(frozen=True)
class ExerciseResult:
    """The findings of one exercise, in the order of its checks.

    Attributes:
        exercise: its name.
        findings: of its checks.
        waits: why a person must look before the score counts, or ""; it is provisional till then.
    """

    exercise: str
    findings: tuple[Finding, ...]
    waits: Message = _NOTHING

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
    def remarks(self) -> tuple[Message, ...]:
        """Messages of checks without points, to the student: they cost nothing."""
        return tuple(f.message for f in self._said_for_nothing if not f.hidden)

    @property
    def notes(self) -> tuple[Message, ...]:
        """Messages of checks without points that are for a person alone."""
        return tuple(f.message for f in self._said_for_nothing if f.hidden)

    @property
    def _said_for_nothing(self) -> list[Finding]:
        return [f for f in self.findings if not f.points and f.status == "failed"]


@dataclass(frozen=True)
class Result:
    """All findings on one submission, and what it was graded with.

    Attributes:
        path: what was graded, as the caller named it.
        exercises: in the assignment's order.
        error: why nothing could be graded (no such folder, ...), or None.
        notes: remarks about the files, for a person to read; they cost nothing.
        alarms: checks that could not judge it, so that a person has to.
        key: the cache key: a hash of all that the result depends on.
        seed: of the checks' inputs.
        isolation: how the submission was confined; see Isolation.to_json.
        by_machine: whether an answer did not come for what may be the machine's fault.
    """

    path: str
    exercises: tuple[ExerciseResult, ...]
    error: str | None = None
    notes: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    key: str = ""
    seed: int = 0
    isolation: Mapping[str, Any] = field(default_factory=dict)
    by_machine: bool = False

    @property
    def lasts(self) -> bool:
        """True if the same submission would get the same result another time."""
        return not (self.alarms or self.by_machine)

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(e.score for e in self.exercises)

    @property
    def points(self) -> float:
        """Points available."""
        return sum(e.points for e in self.exercises)

    @property
    def waits(self) -> str:
        """Why a person must look before the score counts; "" if nobody must."""
        return " ".join(dict.fromkeys(str(e.waits) for e in self.exercises if e.waits))

    @property
    def accepted_weaker(self) -> tuple[str, ...]:
        """Isolation properties that it was reached without."""
        return tuple(self.isolation.get("accepted_weaker", ()))

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
    submissions: tuple[Result, ...]


def report_to_json(report: Report) -> dict[str, Any]:
    """The report as the JSON document that scripts read (schema 1)."""
    return {
        "schema": SCHEMA,
        "assignment": report.assignment,
        "seed": report.seed,
        "isolation": dict(report.isolation),
        "submissions": [_to_json(result, str) for result in report.submissions],
    }


def result_to_json(result: Result) -> dict[str, Any]:
    """A result as the store keeps it: each message with its template and values."""
    graded_with = {"key": result.key, "seed": result.seed, "isolation": dict(result.isolation)}
    return _to_json(result, Message.to_json) | graded_with


def result_from_json(document: Mapping[str, Any]) -> Result:
    """The inverse of result_to_json."""
    exercises = tuple(
        ExerciseResult(
            e["exercise"],
            tuple(map(finding_from_json, e["findings"])),
            message_from_json(e["waits"]) if "waits" in e else _NOTHING,
        )
        for e in document["exercises"]
    )
    return Result(
        path=document["path"],
        exercises=exercises,
        error=document["error"],
        notes=tuple(document["notes"]),
        alarms=tuple(document["alarms"]),
        key=document["key"],
        seed=document["seed"],
        isolation=document["isolation"],
    )


def _to_json(result: Result, said: Any) -> dict[str, Any]:
    """A result as JSON data, its messages as a function gives them."""
    return {
        "path": result.path,
        "score": result.score,
        "points": result.points,
        "error": result.error,
        "notes": list(result.notes),
        "alarms": list(result.alarms),
        **({"waits": result.waits} if result.waits else {}),
        "exercises": [
            {
                "exercise": e.exercise,
                "score": e.score,
                "points": e.points,
                "findings": [finding_to_json(f, said) for f in e.findings],
                **({"waits": said(e.waits)} if e.waits else {}),
            }
            for e in result.exercises
        ],
    }


def finding_to_json(finding: Finding, said: Any = Message.to_json) -> dict[str, Any]:
    """A finding as JSON data, its messages as a function gives them, without what finds causes."""
    kept = {name: value for name, value in vars(finding).items() if name not in _FOR_CAUSES}
    return kept | {name: said(getattr(finding, name)) for name in _SAID}


def finding_from_json(document: Mapping[str, Any]) -> Finding:
    """The inverse of finding_to_json."""
    said = {name: message_from_json(document[name]) for name in _SAID}
    return Finding(**{**document, **said})
