"""The options, consoles and exit codes that the commands share."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from autograder.assignments.assignment import Assignment, MissingPackageError
from autograder.assignments.course_lock import CourseBusyError
from autograder.assignments.layout import Layout, NoCourseError
from autograder.assignments.loading import find_assignments, load_assignment
from autograder.authors.exercise import AuthorError
from autograder.commands.console import clean_console
from autograder.grading.grader import CheckBugError
from autograder.sandbox.self_test import PROPERTIES, IsolationRefusedError
from autograder.sandbox.worker_errors import SandboxLostError

FAILED, USAGE, REFUSED = 1, 2, 3  # exit codes
MOST_IN_WORDS = 10  # submissions whose feedback is told in words, unless more is asked for
CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

console = clean_console()
errors = clean_console(stderr=True)

Names = Annotated[list[str] | None, typer.Argument(help="Assignments; all when none is named.")]
Name = Annotated[str, typer.Argument(help="The assignment: a folder of solutions/.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the checks' inputs.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many processors to use.")]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept-weaker",
        metavar="PROPERTY",
        help=f"Grade although this machine lacks a property: {', '.join(PROPERTIES)}.",
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Grade everything anew, whatever was graded before.")
]
Words = Annotated[
    bool | None,
    typer.Option(
        "--words/--no-words",
        help="Print the feedback in words, too, above the table of scores; by default for "
        f"{MOST_IN_WORDS} paths or fewer.",
    ),
]


def chosen(layout: Layout, names: list[str] | None) -> list[str]:
    """The assignments that were named, or all of them."""
    there = find_assignments(layout.solutions)
    for name in names or ():
        if name not in there:
            raise typer.BadParameter(f"there is no assignment {name}; there are {', '.join(there)}")
    return names or list(there)


def load(layout: Layout, name: str) -> Assignment:
    """The assignment of that name."""
    (only,) = chosen(layout, [name])
    return load_assignment(layout.solutions / only)


def properties(names: list[str] | None) -> list[str]:
    """The properties that were accepted to be missing."""
    for name in names or ():
        if name not in PROPERTIES:
            raise typer.BadParameter(f"{name} is none of {', '.join(PROPERTIES)}")
    return names or []


@contextmanager
def explained() -> Iterator[None]:
    """Turn the errors that a person can fix into a message and an exit code."""
    try:
        yield
    except IsolationRefusedError as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(REFUSED) from None
    except NoCourseError as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(USAGE) from None
    except (
        AuthorError,
        CheckBugError,
        CourseBusyError,
        MissingPackageError,
        SandboxLostError,
    ) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(FAILED) from None
