"""Notes of a result: what a person should know about the modules, though it costs nothing."""

from collections.abc import Iterable, Sequence

from autograder.grading.results import Finding
from autograder.sandbox.load_report import LoadReport, PassedOver
from autograder.sandbox.raised import is_newer, what_may_be_imported

_CHANGED = (
    "Code that runs beside the submission to judge it was replaced, or its name taken. A person"
    " should look at how; it has cost nothing."
)
_MOST = 5  # statements that are told one by one


def notes_on(reports: Iterable[LoadReport], packages: Sequence[str]) -> list[str]:
    """Sentences on what was odd about the modules of a submission.

    Args:
        reports: one for each exercise; the same may stand in several.
        packages: those that may be imported, beside Python's own.
    """
    reports = list(reports)
    absent = dict.fromkeys(found for report in reports for found in report.absent)
    magics = dict.fromkeys(found for report in reports for found in report.magics)
    passed_over = dict.fromkeys(found for report in reports for found in report.passed_over)
    calls = dict.fromkeys(pair for report in reports for pair in report.calls)
    return [
        *_absent(list(absent), packages),
        *_magics(list(magics)),
        *_passed_over(list(passed_over)),
        *(_suspicion(*pair) for pair in calls),
        *([_CHANGED] if any(report.changed for report in reports) else []),
    ]


def why_newer(findings: Iterable[Finding]) -> str:
    """Why a person must look, where only a newer Python may read the module; "" otherwise."""
    if any(is_newer(str(finding.message)) for finding in findings):
        return "It does not compile here, but may on a newer Python: a person must look."
    return ""


def _absent(found: Sequence[tuple[str, int, str, bool]], packages: Sequence[str]) -> Iterable[str]:
    by_file: dict[str, list[str]] = {}
    for file, _, name, _ in found:
        by_file.setdefault(file, []).append(name)
    if by_file:
        imports = "; ".join(
            f"{file} imports {', '.join(dict.fromkeys(names))}" for file, names in by_file.items()
        )
        yield (
            f"{imports}: not there when work is graded. It costs nothing unless it is used."
            f" {what_may_be_imported(packages)}"
        )


def _magics(found: Sequence[tuple[str, int]]) -> Iterable[str]:
    if found:
        lines = ", ".join(f"{file}, line {line}" for file, line in found)
        yield f"Left out, because only a notebook understands it: {lines}."


def _passed_over(found: Sequence[PassedOver]) -> Iterable[str]:
    for one in found[:_MOST]:
        text = f": {one.text}" if one.text else ""
        if one.torn:
            yield f"{one.file}, line {one.line}, was left out: {one.error}{text}"
            continue
        yield (
            f"{one.file}, line {one.line}, stands outside of functions and was passed over,"
            f" because it raised {one.error}{text}"
        )
    if found[_MOST:]:
        yield f"{len(found) - _MOST} more statements outside of functions were passed over."


def _suspicion(exercise: str, other: str) -> str:
    return (
        f"{exercise} seems to call {other}. If it computes a gradient by small steps, it is for a"
        " person to say whether that is an answer; it has cost nothing."
    )
