"""What a worker machine does: it judges submissions with its own copy of the course.

A task brings the bytes of one submission and the hash of the assignment. No check and no reference
travels, and the submission's code runs in the worker machine's own sandbox.
"""

import atexit
import platform
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignments.assignment import MissingPackageError
from autograder.assignments.layout import NoCourseError, find_layout
from autograder.assignments.loading import load_assignment
from autograder.authors.exercise import AuthorError
from autograder.grading.cache_key import assignment_key
from autograder.grading.grader import CheckBugError, Grader
from autograder.grading.results import result_to_json
from autograder.sandbox.self_test import IsolationRefusedError
from autograder.sandbox.worker_errors import SandboxLostError
from autograder.submissions.reading import SubmittedFiles

_graders: dict["Order", Grader] = {}
_making = threading.Lock()


@dataclass(frozen=True)
class Order:
    """What is to be judged, and how.

    Attributes:
        assignment: its name.
        key: the hash of the assignment where the run was started; see assignment_key.
        seed: of every check's inputs.
        accept_weaker: isolation properties that may be missing.
    """

    assignment: str
    key: str
    seed: int
    accept_weaker: tuple[str, ...]


class RefusedError(Exception):
    """A worker that may not judge: it does not confine, or its course is another one."""


def refusal(order: Order) -> str:
    """Why this machine cannot judge what is ordered; "" if it can."""
    try:
        _grader(order)
    except RefusedError as error:
        return str(error)
    return ""


def judge(order: Order, path: str, files: SubmittedFiles) -> tuple[dict[str, Any], bool]:
    """The result on a submission as JSON data, and whether the machine may be at fault.

    Raises:
        RefusedError: this machine may not judge it.
    """
    result = _grader(order).grade_read(Path(path), files)
    return result_to_json(result), result.by_machine


def _grader(order: Order) -> Grader:
    """This process's grader for an order, made when it is first asked for."""
    with _making:
        if order not in _graders:
            _graders[order] = _made(order)
            atexit.register(_graders[order].close)
        return _graders[order]


def _made(order: Order) -> Grader:
    try:
        layout = find_layout()
        assignment = load_assignment(layout.solutions / order.assignment)
        if assignment_key(assignment) != order.key:
            raise RefusedError(
                f"{platform.node()}: {order.assignment} is not the same in {layout.root} as where"
                " the run was started: bring the course, Python and the packages up to date there"
            )
        known = layout.known(order.assignment)
        weaker = order.accept_weaker
        return Grader(assignment, seed=order.seed, accept_weaker=weaker, known=known)
    except NoCourseError:
        why = f"{Path.cwd()} is not in a course: start the worker in the folder of the course"
    except (AuthorError, CheckBugError, MissingPackageError, SandboxLostError) as error:
        why = str(error)
    except IsolationRefusedError as error:
        why = str(error)
    raise RefusedError(f"{platform.node()}: {why}")
