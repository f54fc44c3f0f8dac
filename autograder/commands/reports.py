"""The commands that tell what a class learned, and why a score is what it is."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.assignments.layout import Layout, find_layout
from autograder.assignments.loading import load_assignment
from autograder.authors.exercise import AuthorError
from autograder.commands import progress
from autograder.commands.options import Names, chosen, console, errors, explained
from autograder.grading.feedback import printable

if TYPE_CHECKING:
    from autograder.gradebook.changes import Change


def report(
    assignments: Names = None,
    names: Annotated[
        bool, typer.Option("--names", help="Name the students; by default they have numbers.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Where to write it.  [default: course/report]"),
    ] = None,
) -> None:
    """Tell what the class learned: a page, tables and JSON, from what was graded."""
    from autograder.course.reporting.files import PAGE, write_report  # they import nbgrader
    from autograder.course.reporting.report import make_report

    with explained():
        layout = find_layout()
        loaded = [load_assignment(layout.solutions / name) for name in chosen(layout, assignments)]
        made = make_report(layout, loaded, names=names)
        if not made.parts:
            raise AuthorError(
                "nothing was graded yet that a report could tell of: run `autograder course` first"
            )
        folder = to or layout.report
        files = write_report(folder, made)
    for part in made.parts:
        now = [m for m in part.misconceptions if m.students]
        dearest = f"; dearest: {now[0].name}, {len(now[0].students)}" if now else ""
        console.print(
            f"[bold]{part.assignment}[/]: {part.students} students, {len(now)} misconceptions"
            f" among them{escape(dearest)}",
            soft_wrap=True,
        )
    console.print(f"[green]wrote[/] {escape(str(folder / PAGE))}", soft_wrap=True)
    console.print(f"and beside it {', '.join(name for name in files if name != PAGE)}")


def history(
    student: Annotated[str, typer.Argument(help="Whose scores.")],
    assignment: Annotated[
        str | None, typer.Argument(help="The assignment; all when none is named.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="Write it as a page, for an appeal."),
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE|-", help="Write it as JSON; - is stdout."),
    ] = None,
) -> None:
    """Tell when a student's scores changed, from what to what, and why."""
    from autograder.course.reporting.appeal import histories, history_to_json, write_appeal

    with explained():
        layout = find_layout()
        found = histories(layout, student, chosen(layout, [assignment] if assignment else None))
        if not found:
            raise AuthorError(_nobody(layout, student))
        on_stdout = str(json_file) == "-"
        document = json.dumps(history_to_json(student, found), indent=1) + "\n"
        if on_stdout:
            sys.stdout.write(document)
        else:
            _show_histories(student, found)
        if json_file is not None and not on_stdout:
            json_file.write_text(document, encoding="utf-8")
        if page is not None:
            write_appeal(page, layout, student, found)
            told = f"[green]wrote[/] {escape(str(page))}"
            (errors if on_stdout else console).print(told, soft_wrap=True)


def _show_histories(student: str, found: Mapping[str, Sequence["Change"]]) -> None:
    for name, told in found.items():
        table = Table(title=f"{student}: {name}", title_justify="left", box=box.SIMPLE)
        table.add_column("when (UTC)", no_wrap=True)
        table.add_column("total", justify="right", no_wrap=True)
        table.add_column("why")
        for change in told:
            scores = change.entry.scores
            total = f"{scores.total:g}/{scores.points:g}"
            when = change.entry.at[:16].replace("T", " ")
            table.add_row(when, total, escape("\n".join((*change.why, *change.moves))))
        console.print(table)


def tell_what_would_change(layout: Layout, names: Sequence[str], **how: Any) -> None:
    """Print what a run would change, as a table, and change nothing."""
    from autograder.course.dry_run import dry_run

    loaded = [load_assignment(layout.solutions / name) for name in names]
    with progress.bars(errors) as show:
        run = dry_run(layout, loaded, progress=show, **how)
    table = Table(box=box.SIMPLE)
    for heading in ("student", "assignment", "exercise"):
        table.add_column(heading, overflow="fold")
    table.add_column("recorded", justify="right")
    table.add_column("would be", justify="right")
    table.add_column("now", ratio=1)
    for one in run.differences:
        recorded = "–" if one.recorded is None else f"{one.recorded:g}"
        names_of = map(escape, (one.student, one.assignment, one.exercise))
        table.add_row(*names_of, recorded, f"{one.now:g}", escape(printable(one.why)))
    if run.differences:
        console.print(table)
    for assignment, student, why in run.problems:
        told = escape(printable(f"{student}, {assignment}: {why}"))
        console.print(f"[red]Problem[/]: {told}", soft_wrap=True)
    changed = {(one.student, one.assignment) for one in run.differences}
    moved = sum(one.now - one.recorded for one in run.differences if one.recorded is not None)
    console.print(
        f"{len(changed)} of {run.submissions} submissions would have other scores"
        f" ({moved:+g} points in all). Nothing was changed."
    )


def _nobody(layout: Layout, student: str) -> str:
    there = sorted({path.stem for path in layout.histories.glob("*/*.jsonl")})
    if not there:
        return "there is no history yet: run `autograder course` first"
    return f"{student} has no history; there are {', '.join(there[:20])}"
