"""The commands for those who write assignments."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.assignments.layout import find_layout
from autograder.authoring.starting import FUNCTION, MODULE, StarterNames, start, start_course
from autograder.commands import progress, tables
from autograder.commands.options import (
    CORES,
    FAILED,
    Accept,
    Jobs,
    Name,
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


def release(
    assignments: Names = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a release is stale or leaks.")
    ] = False,
) -> None:
    """Make the students' version of each assignment, and register it with nbgrader."""
    from autograder.release import publishing  # nbgrader takes two seconds to import

    with explained():
        layout = find_layout()
        names = chosen(layout, assignments)
        failures = Failures()
        ok = True
        for name in names:
            with failures.of(name):
                assignment = load(layout, name)
                if check:
                    comparison = publishing.compare(layout, assignment)
                    tables.show_comparison(console, comparison)
                    ok &= comparison.ok
                else:
                    tables.show_released(console, publishing.publish(layout, assignment))
        for name, why in failures.why.items():
            errors.print(f"{name} failed: {why}", markup=False, soft_wrap=True)
        if failures.why or not ok:
            raise typer.Exit(FAILED)


def zip(assignments: Names = None) -> None:
    """Pack each released assignment into one zip that runs by itself."""
    from autograder.release.students_zip import write_zip  # as above

    with explained():
        layout = find_layout()
        for name in chosen(layout, assignments):
            path = write_zip(layout, load(layout, name))
            console.print(f"{path.relative_to(layout.root)}  {path.stat().st_size / 1024:.0f} KiB")


def verify(
    assignments: Names = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every assignment, whatever else is named.")
    ] = False,
    seed: Seed = DEFAULT_SEED,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Grade all mutants and pairs, and no sample.")
    ] = False,
    words: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            help="Print what is asserted of N mutants, drawn at random, to read.",
        ),
    ] = 0,
) -> None:
    """Prove the checks: right answers pass, and each known wrong one is caught and named.

    And measure them: which slips that nobody wrote down go unnoticed, what one mistake costs and
    what two cost, and what the visible cells say.
    """
    from autograder.authoring.proofs import How, prove_all, prove_one  # as above
    from autograder.commands import measure_tables

    with explained():
        layout = find_layout()
        how = How(seed, jobs, tuple(properties(accept_weaker)), layout.assignments, thorough)
        names = chosen(layout, None if everything else assignments)
        single = names == assignments and len(names) == 1
        with progress.bars(errors) as tell:
            if single:
                proved = [prove_one(load(layout, names[0]), how, tell)]
            else:
                proved = prove_all([layout.solutions / name for name in names], how, tell)
        if single:
            tables.show_proofs(console, proved[0])
        else:
            tables.show_proved(console, proved, measures=thorough)
        if words:
            mutants = [table for one in proved for table in one.measures.mutants]
            measure_tables.show_words(console, mutants, words, seed)
        if not all(one.ok for one in proved):
            raise typer.Exit(FAILED)


def notebooks(
    assignments: Names = None,
    jobs: Jobs = CORES,
    slower: Annotated[
        float,
        typer.Option(min=1.0, help="How many times slower this machine is than an ordinary one."),
    ] = 1.0,
) -> None:
    """Run each notebook with the reference, and make a page of it in dist/notebooks/.

    An error, a warning or a slow cell fails.
    """
    from autograder.authoring.notebooks.notebook_run import NotebookLimits  # as above
    from autograder.authoring.notebooks.running import run_notebooks

    with explained():
        layout = find_layout()
        names = chosen(layout, assignments)
        with progress.bars(errors) as tell:
            limits = NotebookLimits().on_a_machine(slower)
            runs = run_notebooks(layout, names, jobs=jobs, limits=limits, progress=tell)
        tables.show_notebooks(console, layout.root, runs)
        if not all(run.ok for run in runs):
            raise typer.Exit(FAILED)


def new(
    name: Name,
    module: Annotated[
        str, typer.Option(metavar="NAME", help="The module that students write, without .py.")
    ] = MODULE,
    function: Annotated[
        str, typer.Option(metavar="NAME", help="The function in it, which is the exercise.")
    ] = FUNCTION,
) -> None:
    """Start an assignment: a small one that works, to be changed into the one that you mean."""
    with explained():
        layout = find_layout()
        written = start(layout, StarterNames(name, module, function))
        tables.show_started(console, layout.root, name, written)


def init(
    folder: Annotated[Path, typer.Argument(help="The folder; it is made where there is none.")] = (
        Path()
    ),
    library: Annotated[
        str, typer.Option(metavar="NAME", help="A package of yours that students import.")
    ] = "",
) -> None:
    """Start a course of your own, with one small assignment that works."""
    with explained():
        tables.show_new_course(console, folder.resolve(), start_course(folder, library))
