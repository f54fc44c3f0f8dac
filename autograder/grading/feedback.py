"""Feedback on one exercise, as data and as plain text."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.authors.messages import Message
from autograder.grading.results import ExerciseResult, Finding

Mark = Literal["passed", "not passed", "not judged"]

_MARKS: dict[str, Mark] = {"passed": "passed", "skipped": "not judged"}
_LONGEST = 1200  # characters of one message; an exception's text can be of any length
_WIDTH = 80
_UNWRITTEN = " is not written yet."


@dataclass(frozen=True)
class CheckLine:
    """One check, in the list at the end.

    Attributes:
        mark: whether it passed, did not pass, or was not judged.
        asked: the sentence that it verifies.
        points: "1 of 2 points", or "" when it has none.
        hidden: whether its numbers are withheld.
    """

    mark: Mark
    asked: str
    points: Message
    hidden: bool


@dataclass(frozen=True)
class Cause:
    """One thing to fix.

    Attributes:
        lost: the points that it cost, with those of the checks that could not be judged for it.
        rows: pairs of a label and a text, in reading order.
    """

    lost: float
    rows: tuple[tuple[Message, Message], ...]


@dataclass(frozen=True)
class Feedback:
    """Feedback on one exercise, in the order in which it is read.

    Attributes:
        exercise: its name.
        points: "2 of 6 points".
        full: whether all points were earned.
        headline: how far the submission is, in one sentence.
        causes: each thing to fix, the dearest first; empty when there is nothing to explain.
        lines: every check, in order; empty when they would all say the same.
        remarks: sentences that cost nothing.
    """

    exercise: str
    points: Message
    full: bool
    headline: Message
    causes: tuple[Cause, ...] = ()
    lines: tuple[CheckLine, ...] = ()
    remarks: tuple[str, ...] = ()


def describe(result: ExerciseResult) -> Feedback:
    """The feedback on one exercise.

    Lost checks with one cause, or that found the same, are told together. What could not be
    judged is counted to the check that has the blame, because it is not another mistake.
    """
    full = result.score >= result.points
    written = not is_unwritten(result)
    causes = _causes(result) if written else ()
    remarks = dict.fromkeys(map(printable, result.remarks))
    return Feedback(
        exercise=result.exercise,
        points=_of(result.score, result.points),
        full=full,
        headline=_headline(result, full=full, written=written),
        causes=tuple(Cause(lost, tuple(_rows(found, lost))) for found, lost in causes),
        lines=tuple(_line(f) for f in result.findings if f.points) if causes else (),
        remarks=tuple(remarks) if written else (),
    )


def first_finding(result: ExerciseResult) -> str:
    """The dearest cause in one sentence; "" when no points were lost."""
    causes = _causes(result)
    if not causes:
        return ""
    first, _ = causes[0]
    if is_unwritten(result):
        return printable(first.message)
    found = "" if first.hidden else first.message
    return " ".join(printable(first.cause or found or f"not passed: {first.asked}").split())


def to_text(feedback: Feedback) -> str:
    """As plain text, with lines of at most 80 characters where words allow it."""
    blocks = [f"{feedback.exercise}: {feedback.points}", feedback.headline]
    for number, cause in enumerate(feedback.causes, start=1):
        blocks += [f"{number}."] if len(feedback.causes) > 1 else []
        blocks += [_hang(f"{label}: ", text) for label, text in cause.rows]
    width = max((len(line.mark) for line in feedback.lines), default=0)
    listed = [_hang(f"[{line.mark}]".ljust(width + 3), _sentence(line)) for line in feedback.lines]
    if listed:
        blocks.append("\n".join(listed))
    blocks += [_hang("Remark: ", remark) for remark in feedback.remarks]
    return "\n".join(blocks)


def printable(text: str) -> Message:
    """A text without control characters, at a length that can be read.

    A message that changes by it becomes one without values.
    """
    shown = "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    shown = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + " ..."
    return text if isinstance(text, Message) and shown == text else Message(shown)


def is_unwritten(result: ExerciseResult) -> bool:
    """True if the exercise is as it was released, or could not be loaded."""
    lost = [finding for finding in result.findings if finding.lost]
    return (
        bool(lost)
        and not result.score
        and all(
            finding.status == "error" and finding.message.endswith(_UNWRITTEN) for finding in lost
        )
    )


def _headline(result: ExerciseResult, *, full: bool, written: bool) -> Message:
    if not written:
        first = result.first_cause
        if first is not None and first.message != f"{result.exercise}{_UNWRITTEN}":
            text = "{found} {exercise} cannot be judged without it."
            return Message(text, found=printable(first.message), exercise=result.exercise)
        text = "{exercise} is not written yet, so there is nothing to judge."
        return Message(text, exercise=result.exercise)
    if full:
        return Message("Every check passed. Well done.")
    counted = [finding for finding in result.findings if finding.points]
    open_ = [finding for finding in counted if finding.status != "passed"]
    if len(counted) > len(open_) and all(finding.hidden for finding in open_):
        if len(open_) == 1:
            return Message("The public checks passed; 1 hidden check did not.")
        text = "The public checks passed; {count} hidden checks did not."
        return Message(text, count=len(open_))
    passed = len(counted) - len(open_)
    return Message("{passed} of {count} checks passed.", passed=passed, count=len(counted))


def _causes(result: ExerciseResult) -> tuple[tuple[Finding, float], ...]:
    """A finding for each thing to fix, and the points that it cost, the dearest first."""
    found: dict[str, Finding] = {}  # the first of each cause
    cause_of: dict[str, str] = {}  # by check
    lost: dict[str, float] = {}
    for finding in result.findings:
        if finding.lost:
            cause = finding.misconception or (finding.check if finding.hidden else finding.message)
            found.setdefault(cause, finding)
        elif finding.status == "skipped" and finding.skipped_for in cause_of:
            cause = cause_of[finding.skipped_for]
        else:
            continue
        cause_of[finding.check] = cause
        lost[cause] = lost.get(cause, 0.0) + finding.points - finding.score
    return tuple(sorted(((found[c], lost[c]) for c in found), key=lambda p: p[1], reverse=True))


def _rows(finding: Finding, lost: float) -> Iterator[tuple[Message, Message]]:
    yield Message("Lost"), _points(lost)
    yield Message("Asked"), Message(finding.asked)
    if finding.hidden:
        hidden = "This check did not pass. It is hidden, so its numbers are not shown."
        yield Message("Found"), Message(hidden)
    elif finding.message:
        yield Message("Found"), printable(finding.message)
    if finding.cause:
        yield Message("Likely cause"), finding.cause
    if finding.hint:
        yield Message("Hint"), finding.hint


def _line(finding: Finding) -> CheckLine:
    mark = _MARKS.get(finding.status, "not passed")
    return CheckLine(mark, finding.asked, _of(finding.score, finding.points), finding.hidden)


def _of(score: float, points: float) -> Message:
    if points == 1:
        return Message("{score:g} of 1 point", score=score)
    return Message("{score:g} of {points:g} points", score=score, points=points)


def _points(lost: float) -> Message:
    return Message("1 point") if lost == 1 else Message("{lost:g} points", lost=lost)


def _sentence(line: CheckLine) -> str:
    return f"{line.asked} ({line.points}{', hidden' if line.hidden else ''})"


def _hang(label: str, text: str) -> str:
    lines = text.splitlines() or [""]
    indent = " " * len(label)
    wrapped = [
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent=indent if i else label,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for i, line in enumerate(lines)
    ]
    return "\n".join(wrapped)
