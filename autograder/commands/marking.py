"""The command that shows the page on which a person marks."""

import asyncio
import getpass
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.markup import escape

from autograder.assignments.layout import find_layout
from autograder.commands.options import Name, chosen, errors, explained


def mark(
    assignment: Name,
    port: Annotated[int, typer.Option(min=0, help="Where it listens; 0 for a free one.")] = 8800,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MARKER",
            help="Who marks; give it for each of several markers. By default, who you are here.",
        ),
    ] = None,
) -> None:
    """Mark written answers: one question, all students, on one page."""
    from autograder.course.marking.desk import Desk  # nbgrader takes two seconds to import
    from autograder.course.marking.server import serve

    with explained():
        layout = find_layout()
        (only,) = chosen(layout, [assignment])
        markers = list(dict.fromkeys(name or [getpass.getuser()]))
        asyncio.run(serve(Desk(layout, only), port, markers, _ready))


def _ready(addresses: Mapping[str, str]) -> None:
    for marker, address in addresses.items():
        errors.print(f"[green]{escape(marker)} marks[/] at {escape(address)}", soft_wrap=True)
    errors.print("Ctrl-C ends it")
