"""Grades one submission in Gradescope's container, where run_autograder starts it.

The root folder is laid out as Gradescope does it: submission/, submission_metadata.json, results/,
and source/, which holds what the zip held.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.course.elsewhere.about import About, read_about
from autograder.course.elsewhere.gradescope_results import not_graded, to_gradescope
from autograder.grading.grader import Grader
from autograder.grading.results import Result
from autograder.sandbox.self_test import IsolationRefusedError

KNOWN = "known"  # folder of the findings on known wrong versions, made when the image is built


class NotGradedError(Exception):
    """No score can be given; the message is for the instructor."""


def prepare(root: Path) -> None:
    """See that the reference earns all points here, and judge the known wrong versions.

    Where this container confines nothing, that is said; the one that grades may be another.
    """
    source = _private(root)
    about = read_about(source)
    try:
        with _grader(source, about) as grader:
            grader.prepare()
    except IsolationRefusedError as refused:
        print(f"While the image was built:\n{refused}")
        return
    print(f"{about.assignment}: the reference earns all points here.")


def grade(root: Path) -> None:
    """Grade root/submission, and write root/results/results.json.

    Raises:
        Exception: whatever stops the grader; the results then say that nothing was graded.
    """
    began = time.monotonic()
    results = root / "results" / "results.json"
    _write(results, not_graded())
    source = _private(root)
    about = read_about(source)
    with _grader(source, about) as grader:
        submission = root / "submission"
        result = grader.grade(submission)
        if result.by_machine:
            result = grader.grade(submission)
        _tell(root, about, result, grader.assignment.points)
    if why := "; ".join(result.alarms) or (_BY_MACHINE if result.by_machine else ""):
        raise NotGradedError(why)
    seconds = time.monotonic() - began
    _write(results, to_gradescope(result, written_points=about.written_points, seconds=seconds))


_BY_MACHINE = (
    "an answer did not come, and that may be the machine's fault: give the container more memory or"
    " processors, and rerun"
)


def _grader(source: Path, about: About) -> Grader:
    assignment = load_assignment(Layout(source).solutions / about.assignment)
    return Grader(
        assignment, seed=about.seed, accept_weaker=about.accept_weaker, known=source / KNOWN
    )


def _private(root: Path) -> Path:
    """The folder that holds the reference, after a look at who may enter it.

    Raises:
        NotGradedError: somebody else may.
    """
    source = root / "source"
    found = source.stat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise NotGradedError(
            f"{source} holds the reference, and others than its owner may enter it: setup.sh must"
            f" have run `chmod 0700 {source}`, as the user who grades"
        )
    return source


def _tell(root: Path, about: About, result: Result, points: float) -> None:
    """Print what instructors alone may read."""
    metadata = _metadata(root)
    total = metadata.get("assignment", {}).get("total_points")
    print(f"Submission {metadata.get('id', 'without a number')} of {about.assignment}")
    print(f"{result.score:g} of {points:g} points")
    if total is not None and float(total) != points + about.written_points:
        print(
            f"The assignment has {float(total):g} points here, and the checks give {points:g} and"
            f" the written answers {about.written_points:g}: set the autograder points to"
            f" {points:g} in its settings"
        )
    for sentence in (*result.notes, *filter(None, [result.error or "", result.waits])):
        print(f"- {sentence}")


def _metadata(root: Path) -> dict[str, Any]:
    """What Gradescope says of the submission; {} where that cannot be read."""
    try:
        found = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        float(found["assignment"]["total_points"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return dict(found)


def _write(path: Path, document: dict[str, Any]) -> None:
    """Write a document so that there is the old one or the new one, never half of it."""
    path.parent.mkdir(exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    partial.replace(path)


def main() -> None:
    """Do what the second word asks, in the folder that is the first."""
    root, what = Path(sys.argv[1]), sys.argv[2]
    try:
        {"prepare": prepare, "grade": grade}[what](root)
    except NotGradedError as error:
        raise SystemExit(f"Not graded: {error}") from None
    except Exception:
        traceback.print_exc()
        raise SystemExit("Not graded: the grader raised the error above.") from None


if __name__ == "__main__":
    main()
