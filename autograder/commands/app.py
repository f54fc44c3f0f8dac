"""The command autograder."""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from autograder.assignments.installation import rivals
from autograder.assignments.layout import find_layout
from autograder.commands import authoring as commands
from autograder.commands import (
    elsewhere,
    keeping,
    lms,
    marking,
    progress,
    reports,
    serving,
    spread,
    terminal,
)
from autograder.commands.choosing import choose
from autograder.commands.options import (
    CORES,
    FAILED,
    REFUSED,
    Accept,
    Jobs,
    Name,
    Names,
    NoCache,
    Seed,
    Words,
    chosen,
    console,
    errors,
    explained,
    load,
    properties,
)
from autograder.grading.grader import DEFAULT_SEED, Grader
from autograder.grading.judges import grade_class
from autograder.grading.results import Report, report_to_json
from autograder.grading.store import ResultStore
from autograder.sandbox.self_test import probe

app = typer.Typer(
    help="Release assignments, grade submissions, prove checks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (commands.init, commands.new, commands.release, commands.zip):
    app.command()(command)


@app.command()
def grade(
    assignment: Name,
    paths: Annotated[
        list[Path],
        typer.Argument(exists=True, help="Submission folders, zips, or single modules."),
    ],
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE|-", help="Write the findings as JSON; - is stdout."),
    ] = None,
    seed: Seed = DEFAULT_SEED,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
    no_cache: NoCache = False,
    words: Words = None,
) -> None:
    """Grade submissions without nbgrader and without a gradebook."""
    with explained():
        layout = find_layout()
        loaded = load(layout, assignment)
        weaker, known = properties(accept_weaker), layout.known(assignment)
        with Grader(loaded, seed=seed, accept_weaker=weaker, known=known) as grader:
            store = ResultStore(layout.results(assignment))
            once = dict.fromkeys(paths)
            read = ((path, grader.read(path)) for path in once)
            graded = grade_class(grader, read, jobs, store, reuse=not no_cache)
            found = dict(progress.track(errors, graded, len(once), "Grading"))
            results = tuple(found[path] for path in paths)
            report = Report(assignment, seed, grader.isolation.to_json(), results)
        document = json.dumps(report_to_json(report), indent=1) + "\n"
        if json_file is not None and str(json_file) == "-":
            sys.stdout.write(document)
        else:
            terminal.show_results(console, report, words)
        if json_file is not None and str(json_file) != "-":
            json_file.write_text(document, encoding="utf-8")
        alarms = [f"{r.path}: {alarm}" for r in results for alarm in r.alarms]
        if alarms:
            errors.print("\n".join(["A check is broken:", *alarms]), markup=False)
            raise typer.Exit(FAILED)


@app.command()
def course(
    assignments: Names = None,
    seed: Seed = DEFAULT_SEED,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
    no_cache: NoCache = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Fail when another run is at work in the course.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Tell whose scores would change, and change nothing."),
    ] = False,
    scheduler: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Grade on the workers of this Dask scheduler."),
    ] = "",
    workers: Annotated[
        int, typer.Option(min=0, help="Start so many Dask workers here, and grade on them.")
    ] = 0,
) -> None:
    """Grade through nbgrader what was handed in to course/ since the last time."""
    from autograder.course.run import run_course  # nbgrader takes two seconds to import

    with explained(), ExitStack() as stack:
        layout = find_layout()
        names = chosen(layout, assignments)
        if dry_run:
            reports.tell_what_would_change(
                layout,
                names,
                seed=seed,
                jobs=jobs,
                accept_weaker=properties(accept_weaker),
                no_cache=no_cache,
            )
            return
        judge = spread.judge(stack, scheduler, workers)
        with progress.steps(errors) as tell:
            run = run_course(
                layout,
                assignments,
                seed=seed,
                jobs=jobs,
                accept_weaker=properties(accept_weaker),
                no_cache=no_cache,
                wait=not no_wait,
                judge=judge,
                progress=tell,
            )
        terminal.show_course(console, layout, run)
        if run.failed:
            raise typer.Exit(FAILED)


app.command()(choose)
app.command()(lms.collect)
app.command()(marking.mark)
app.command("return")(lms.give_back)
app.command()(elsewhere.gradescope)
app.command()(elsewhere.ci)
app.command()(reports.report)
app.command()(reports.history)
app.command()(serving.serve)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.add_typer(keeping.term, name="term")
for command in (commands.verify, commands.notebooks):
    app.command()(command)


@app.command()
def doctor() -> None:
    """Show how this machine confines submissions, what is missing or in the way, and the fix."""
    others = rivals()
    terminal.show_rivals(console, others)
    with explained():
        isolation = probe()
    terminal.show_isolation(console, isolation)
    if isolation.missing:
        raise typer.Exit(REFUSED)
    if others:
        raise typer.Exit(FAILED)
