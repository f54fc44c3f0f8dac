"""The commands that take submissions in from the course's system, and give feedback back to it."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.assignments.layout import find_layout
from autograder.commands.lms_tables import show_collected, show_packed
from autograder.commands.options import Name, chosen, console, explained
from autograder.course.collecting.systems import SYSTEMS


def collect(
    assignment: Name,
    downloads: Annotated[
        list[Path],
        typer.Argument(exists=True, help="Zips or folders that the system gave you."),
    ],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SYSTEM",
            help=f"The system, if it is not recognized: {', '.join(SYSTEMS)}.",
        ),
    ] = None,
) -> None:
    """Fill course/submitted/ from downloads, and say who is missing, unknown or double."""
    from autograder.course.collecting.run import collect as run  # it imports nbgrader

    if origin not in (None, *SYSTEMS):
        raise typer.BadParameter(f"{origin} is none of {', '.join(SYSTEMS)}")
    with explained():
        layout = find_layout()
        chosen(layout, [assignment])
        collected = run(layout, assignment, downloads, origin)
    show_collected(console, assignment, collected)


def give_back(
    assignment: Name,
    target: Annotated[
        str, typer.Option("--to", metavar="SYSTEM", help="canvas, moodle, gradescope or csv.")
    ],
    column: Annotated[
        str,
        typer.Option(
            help="The column of the assignment in the system's gradebook, such as"
            ' "Dropout (4711)" in Canvas. The name of the assignment if it is not given.'
        ),
    ] = "",
) -> None:
    """Pack feedback pages and scores for the course's system, into course/returned/."""
    from autograder.course.returning.run import TARGETS, pack  # it imports nbgrader

    if target not in TARGETS:
        raise typer.BadParameter(f"{target} is none of {', '.join(TARGETS)}")
    with explained():
        layout = find_layout()
        chosen(layout, [assignment])
        packed = pack(layout, assignment, target, column)
    show_packed(console, layout, target, packed)
