"""What a student may know before the deadline, as plain data."""

import dataclasses
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.assignments.serving import Show
from autograder.authors.messages import Message
from autograder.grading.feedback import Feedback, describe, printable, to_text
from autograder.grading.results import ExerciseResult, Result

_WAITS = Message("A person will look at this exercise before its score counts.")
_NOTHING = Message("Nothing of this exercise is shown before the deadline.")
_FULL = Message("Every check that is shown before the deadline passed.")


@dataclass(frozen=True)
class Answer:
    """The answer to a student who asked.

    Attributes:
        assignment: its name.
        show: what of it is told.
        score: points of the checks that are told.
        points: points that these can give.
        exercises: feedback on each exercise, hidden numbers withheld.
        notes: what was read otherwise than it was sent, one sentence each.
    """

    assignment: str
    show: Show
    score: float
    points: float
    exercises: tuple[Feedback, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON data; text is what a person reads of an exercise."""
        document = asdict(self)
        for told, exercise in zip(document["exercises"], self.exercises, strict=True):
            told["text"] = to_text(exercise)
        return document


def view(assignment: str, result: Result, show: Show, notes: Sequence[str] = ()) -> Answer:
    """What a student may know of a result.

    Nothing but what is named here is taken from it: notes for a person, alarms and scores of
    files that a person may choose stay here.

    Args:
        assignment: its name.
        result: of what the student sent.
        show: "visible" leaves hidden checks out; "all" tells that they were not passed, and why.
        notes: what was read otherwise than it was sent.
    """
    shown = [_shown(exercise, show) for exercise in result.exercises]
    return Answer(
        assignment,
        show,
        sum(exercise.score for exercise in shown),
        sum(exercise.points for exercise in shown),
        tuple(_told(exercise, show) for exercise in shown),
        tuple(str(printable(note)) for note in notes),
    )


def _shown(result: ExerciseResult, show: Show) -> ExerciseResult:
    """The result with the checks that are shown."""
    if show == "all":
        return result
    visible = tuple(finding for finding in result.findings if not finding.hidden)
    return dataclasses.replace(result, findings=visible)


def _told(result: ExerciseResult, show: Show) -> Feedback:
    told = describe(result)
    if not any(finding.points for finding in result.findings):
        told = dataclasses.replace(told, headline=_NOTHING, full=False)
    elif told.full and show == "visible":
        told = dataclasses.replace(told, headline=_FULL)
    if result.waits:
        told = dataclasses.replace(told, remarks=(*told.remarks, _WAITS))
    return told
