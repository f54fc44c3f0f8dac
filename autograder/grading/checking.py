"""Puts the questions of an exercise to a subject: checks in, findings out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from autograder.authors.exercise import Check, Exercise, Failed, Status
from autograder.authors.messages import Message
from autograder.authors.subject import CannotLoad, Subject
from autograder.grading.draws import Draws
from autograder.grading.results import Finding
from autograder.grading.trace import Traced
from autograder.sandbox.worker_errors import SandboxLostError

_NOTHING = Message("")


@dataclass(frozen=True)
class Alarm:
    """A check raised something other than Failed on what a submission returned: a bug of ours.

    Attributes:
        alarm: file and line of the check, and what it raised.
    """

    alarm: str


def run_checks(
    exercise: Exercise, subject: Subject, reference: Subject, draws: Mapping[str, Draws]
) -> tuple[Finding, ...]:
    """The findings of an exercise's checks.

    Args:
        exercise: whose checks are run, in their order.
        subject: who is asked.
        reference: what is right.
        draws: the random inputs of each check, by its name.

    Raises:
        SandboxLostError: the subject cannot be asked any more, through no fault of its own.
    """
    findings: dict[str, Finding] = {}
    traced = Traced(subject)
    unread = ""  # the check that found that the module cannot be loaded
    for check in exercise.checks:
        earlier = (e.name for e in check.after if e.name in findings)  # all, or the visible ones
        blamed = unread or next((name for name in earlier if not _passed(findings[name])), "")
        if blamed:
            first = findings[blamed].skipped_for or blamed
            findings[check.name] = replace(_finding(check, "skipped"), skipped_for=first)
            continue
        try:
            found = _run_check(check, traced, reference, draws[check.name])
        except CannotLoad as error:
            unread = check.name
            found = _finding(check, error.status, error)
        findings[check.name] = replace(found, trace=traced.trace)
    return tuple(findings.values())


def no_answer(exercise: Exercise, failed: Failed) -> tuple[Finding, ...]:
    """Findings that say once for all checks why there was no answer."""
    if not exercise.checks:
        return ()
    first, *others = exercise.checks
    findings = [replace(_finding(check, "skipped"), skipped_for=first.name) for check in others]
    return (_finding(first, "error", failed), *findings)


def _run_check(check: Check, subject: Subject, reference: Subject, draws: Draws) -> Finding:
    try:
        subject.begin(check.name)
        with np.errstate(all="ignore"):  # answers may be of any size
            check.function(subject, reference, draws.generator())
    except (CannotLoad, SandboxLostError):
        raise
    except Failed as failed:
        return _finding(check, failed.status, failed)
    except Exception as error:
        kind = type(error).__name__
        puzzled = Failed(
            "This check cannot judge what came back. That is a mistake of the check, and perhaps"
            " not of yours: tell your instructor.",
            observed=Alarm(f"{check.where}: the check {check.name} raised {kind}: {error}"),
        )
        return _finding(check, "error", puzzled)
    return _finding(check, "passed")


def _passed(finding: Finding) -> bool:
    return finding.status == "passed"


def _finding(check: Check, status: Status, failed: Failed | None = None) -> Finding:
    return Finding(
        check=check.name,
        asked=check.asked,
        status=status,
        score=check.points if status == "passed" else 0.0,
        points=check.points,
        hidden=check.hidden,
        message=failed.message if failed else _NOTHING,
        hint=failed.hint if failed else _NOTHING,
        observed=failed.observed if failed else None,
    )
