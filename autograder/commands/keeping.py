"""The commands that keep a course over years."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.assignments.layout import find_layout
from autograder.commands.options import console, explained

term = typer.Typer(help="Begin the next term of a course.", no_args_is_help=True)


def backup(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, such as term.tar.gz.")],
) -> None:
    """Write all of the course into one file: masters, submissions, gradebook, history."""
    from autograder.course.safekeeping import back_up

    with explained():
        kept = back_up(find_layout(), place)
    console.print(f"[green]wrote[/] {escape(str(place))}: {kept.files} files", soft_wrap=True)
    if not kept.gradebook:
        console.print(
            "[yellow]without the gradebook[/]: a database server keeps it; use its own command"
            " (pg_dump for PostgreSQL)",
            soft_wrap=True,
        )


def restore(
    place: Annotated[Path, typer.Argument(metavar="FILE", exists=True, help="What backup wrote.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
) -> None:
    """Write the course of a backup into a new folder, once every file has been compared."""
    from autograder.course import safekeeping

    with explained():
        kept = safekeeping.restore(place, folder)
    console.print(
        f"[green]restored[/] {kept.files} files of {kept.made} to {escape(str(folder))}",
        soft_wrap=True,
    )
    console.print("next, in it: autograder course --dry-run")


@term.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    with_students: Annotated[
        bool,
        typer.Option("--with-students", help="Take submissions, gradebook and roster along."),
    ] = False,
) -> None:
    """Begin the next term in a new folder: without the students, unless they are asked for."""
    from autograder.course.safekeeping import new_term

    with explained():
        copied = new_term(find_layout(), folder, with_students=with_students)
    told = escape(f"{folder}: {', '.join(copied)}")
    console.print(f"[green]wrote[/] {told}", soft_wrap=True)
    console.print("next: give it an id of its own in course.toml")
