"""The commands for those who have work graded or checked elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.assignments.layout import find_layout
from autograder.commands.options import (
    FAILED,
    Accept,
    Names,
    Seed,
    chosen,
    console,
    errors,
    explained,
    load,
    properties,
)
from autograder.course.failures import Failures
from autograder.grading.grader import DEFAULT_SEED


def gradescope(
    assignments: Names = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The zip, for one assignment.  [default: course/gradescope/NAME.zip]",
        ),
    ] = None,
    seed: Seed = DEFAULT_SEED,
    accept_weaker: Accept = None,
) -> None:
    """Pack the zip with which Gradescope grades an assignment. It holds the solutions."""
    from autograder.course.elsewhere.gradescope_zip import write_gradescope, written_points

    with explained():
        layout = find_layout()
        names, weaker = chosen(layout, assignments), properties(accept_weaker)
        if to is not None and len(names) != 1:
            raise typer.BadParameter("--to names one file, so name one assignment")
        failures = Failures()
        for name in names:
            with failures.of(name):
                loaded = load(layout, name)
                place = to or layout.course / "gradescope" / f"{name}.zip"
                write_gradescope(layout, loaded, place, seed=seed, accept_weaker=weaker)
                console.print(f"[green]wrote[/] {place}", soft_wrap=True)
                by_hand = written_points(loaded)
                more = f"; {by_hand:g} more for written answers, by hand" if by_hand else ""
                console.print(f"  autograder points there: {loaded.points:g}{more}")
        if len(failures.why) < len(names):
            console.print("It holds the solutions: upload it to Gradescope, and give it to nobody.")
        _tell(failures)


def ci(
    assignments: Names = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The students' repository, for one assignment.  [default: dist/ci/NAME]",
        ),
    ] = None,
) -> None:
    """Write files that run the visible checks after each push of a student."""
    from autograder.course.elsewhere.ci_files import WORKFLOW, write_ci

    with explained():
        layout = find_layout()
        names = chosen(layout, assignments)
        if to is not None and len(names) != 1:
            raise typer.BadParameter("--to names one folder, so name one assignment")
        failures = Failures()
        for name in names:
            with failures.of(name):
                folder = to or layout.root / "dist" / "ci" / name
                write_ci(layout, load(layout, name), folder)
                console.print(f"[green]wrote[/] {folder / WORKFLOW}", soft_wrap=True)
        _tell(failures)


def _tell(failures: Failures) -> None:
    for name, why in failures.why.items():
        errors.print(f"{name} failed: {why}", markup=False, soft_wrap=True)
    if failures.why:
        raise typer.Exit(FAILED)
