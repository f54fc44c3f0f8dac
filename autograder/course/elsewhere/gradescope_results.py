"""A result in the format of Gradescope's results.json.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ documents it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from autograder.grading.feedback import printable
from autograder.grading.results import ExerciseResult, Finding, Result

_FORMATS = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
_WITHHELD = "This check did not pass. It is hidden, so its numbers are not shown."
_NOT_GRADED = (
    "Your submission was not graded. This gives no 0, and it says nothing about your work: the"
    " grader did not come to its end. You need not submit again."
)
_FOR_INSTRUCTORS = (
    'Instructors: the "Autograder Output" of this submission says why. Put that right, and choose'
    ' "Rerun Autograder".'
)
_LOOKS = "A person must look before this counts"


def to_gradescope(result: Result, *, written_points: float, seconds: float) -> dict[str, Any]:
    """The document on a submission that was graded.

    Each check is a test. One that is hidden is shown after the scores are published, and without
    its numbers even then. An exercise that waits for a person has no score yet.

    Args:
        result: all findings; none of its alarms may be left.
        written_points: points of the written answers.
        seconds: that grading took.
    """
    numbered = enumerate(result.exercises, start=1)
    tests = [test for number, exercise in numbered for test in _tests(number, exercise)]
    unread = [_untested("Nothing could be read", result.error)] if result.error else []
    return {
        "output": "\n\n".join(_about_all(result, written_points)),
        "tests": [*unread, *tests],
        "execution_time": round(seconds, 1),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        **_FORMATS,
    }


def not_graded(seconds: float = 0.0) -> dict[str, Any]:
    """The document on a submission that was not graded: it gives no score.

    It is the same whatever went wrong, for a reason may hold what students must not see.
    """
    return {
        "output": f"{_NOT_GRADED}\n\n{_FOR_INSTRUCTORS}",
        "tests": [_untested("Not graded", _NOT_GRADED)],
        "execution_time": round(seconds, 1),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        **_FORMATS,
    }


def _about_all(result: Result, written_points: float) -> Iterator[str]:
    """Sentences on the whole; they are shown at once, so they tell nothing that is hidden."""
    if result.error:
        yield f"There is no score yet. {_LOOKS}: {printable(result.error)}"
    for exercise in result.exercises:
        if exercise.waits:
            yield f"{exercise.exercise} has no score yet. {_LOOKS}: {_why(exercise)}"
        for remark in exercise.remarks:
            yield f"Remark on {exercise.exercise}: {printable(remark)}"
    if written_points:
        yield f"Written answers are not in this: a person marks them ({written_points:g} points)."
    if result.accepted_weaker:
        yield (
            f"Graded on a machine that lacks {', '.join(result.accepted_weaker)}, as the"
            " instructor accepted."
        )


def _tests(number: int, exercise: ExerciseResult) -> Iterator[Mapping[str, Any]]:
    counted = [finding for finding in exercise.findings if finding.points]
    asked = {finding.check: finding for finding in counted}
    if exercise.waits:
        yield _untested(f"{exercise.exercise}: waits for a person", f"{_LOOKS}: {_why(exercise)}")
    for at, finding in enumerate(counted, start=1):
        scores = {"score": finding.score, "max_score": finding.points}
        passed = finding.status == "passed"
        yield {
            "name": f"{exercise.exercise}: {finding.asked}",
            "number": f"{number}.{at}",
            **({} if exercise.waits else scores),
            "status": "passed" if passed else "failed",
            "output": "" if passed else "\n\n".join(_said(finding, asked)),
            "output_format": "text",
            "visibility": "after_published" if finding.hidden else "visible",
        }


def _untested(name: str, why: str) -> dict[str, Any]:
    """A test without a score, which tells something."""
    shown = {"status": "failed", "output_format": "text", "visibility": "visible"}
    return {"name": name, "output": printable(why), **shown}


def _why(exercise: ExerciseResult) -> str:
    """The reason why it waits, without the scores that each file would have."""
    return printable(str(exercise.waits.values.get("why", "")))


def _said(finding: Finding, asked: Mapping[str, Finding]) -> Iterator[str]:
    if finding.status == "skipped":
        yield _first_fix(asked.get(finding.skipped_for), finding)
        return
    if finding.hidden:
        yield _WITHHELD
    elif finding.message:
        yield f"Found: {printable(finding.message)}"
    if finding.cause:
        yield f"Likely cause: {printable(finding.cause)}"
    if finding.hint:
        yield f"Hint: {printable(finding.hint)}"


def _first_fix(first: Finding | None, finding: Finding) -> str:
    if first is None:
        return "Not judged: another check has to pass first."
    if first.hidden and not finding.hidden:  # its sentence is not to be seen yet
        return "Not judged: a hidden check has to pass first."
    return f"Not judged. Fix this first: {first.asked}"
