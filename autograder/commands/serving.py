"""The command that serves students before the deadline."""

import asyncio
import csv
import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.assignments.layout import Layout, find_layout, make_private
from autograder.authors.exercise import AuthorError
from autograder.commands.options import (
    CORES,
    Accept,
    Jobs,
    console,
    errors,
    explained,
    properties,
)


def serve(
    port: Annotated[int, typer.Option(min=0, help="Where it listens; 0 for a free one.")] = 8799,
    host: Annotated[
        str, typer.Option(help="Another address than that of this machine needs --cert and --key.")
    ] = "127.0.0.1",
    cert: Annotated[Path | None, typer.Option(exists=True, help="A certificate, for TLS.")] = None,
    key: Annotated[Path | None, typer.Option(exists=True, help="Its key.")] = None,
    hand_in: Annotated[
        bool, typer.Option("--hand-in", help="Take what is handed in, too, and give receipts.")
    ] = False,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
    tokens: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a token for each of the roster who has none to a new CSV file, and end.",
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(metavar="STUDENT", help="Print a new token for one student, and end."),
    ] = None,
) -> None:
    """Tell students what they may know of their work before the deadline."""
    from autograder.course.serving.address import Address, address_of_hub
    from autograder.course.serving.making import make_service, make_who
    from autograder.course.serving.server import serve as answer

    with explained():
        layout = find_layout()
        if tokens is not None:
            return _write_tokens(layout, tokens)
        if token is not None:
            return _print_token(layout, token)
        address = address_of_hub(Address(host, port, certificate=cert, key=key))
        address.require_private()
        who = make_who(layout, address)
        weaker = properties(accept_weaker)
        service = make_service(layout, who, jobs=jobs, hand_in=hand_in, accept_weaker=weaker)
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
        logging.getLogger("autograder").setLevel(logging.INFO)
        asyncio.run(answer(service, address, _ready))
    return None


def _ready(address: str) -> None:
    errors.print(f"[green]answers[/] at {escape(address)}; Ctrl-C ends it", soft_wrap=True)


def _write_tokens(layout: Layout, file: Path) -> None:
    """Write new tokens as a CSV file that only its owner can read."""
    from autograder.course.serving.people import tokens_of
    from autograder.gradebook.people import roster_of

    roster = roster_of(layout)
    if roster is None:
        raise AuthorError(
            "course.toml names no roster, so nobody is known to take the course: set roster, or"
            " make tokens one by one with --token STUDENT"
        )
    if file.exists():
        raise AuthorError(f"{file} is there already; name another file")
    made = tokens_of(layout).make(student.id for student in roster)
    addresses = {student.id: student.email for student in roster}
    make_private(file)
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(("id", "email", "token"))
        rows.writerows((student, addresses[student], one) for student, one in made.items())
    console.print(f"[green]wrote[/] {escape(str(file))}: {len(made)} new tokens", soft_wrap=True)


def _print_token(layout: Layout, student: str) -> None:
    """Print a new token; the one before ends."""
    from autograder.course.serving.people import tokens_of
    from autograder.gradebook.people import roster_of
    from autograder.gradebook.roster import why_no_folder

    if why := why_no_folder(student):
        raise AuthorError(why)
    roster = roster_of(layout)
    if roster is not None and student not in {one.id for one in roster}:
        raise AuthorError(f"{student} is not in the roster, {layout.settings.roster}")
    made = tokens_of(layout).make([student], anew=True)
    console.print(made[student], markup=False, highlight=False, soft_wrap=True)
