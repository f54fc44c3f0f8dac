"""The command autograder."""

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder import terminal
from autograder.assignment import Assignment, MissingPackageError
from autograder.checks import AuthorError
from autograder.confinement.isolation import PROPERTIES, IsolationRefusedError, probe
from autograder.confinement.losses import SandboxLostError
from autograder.grading import DEFAULT_SEED, CheckBugError, Grader, in_flight
from autograder.loading import find_assignments, load_assignment
from autograder.paths import Layout, NoCheckoutError, find_layout
from autograder.results import Report, to_json
from autograder.verdicts import judge
from autograder.verify import prove, versions

FAILED, USAGE, REFUSED = 1, 2, 3  # exit codes
CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

app = typer.Typer(
    help="Release assignments, grade submissions, prove checks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Names = Annotated[list[str] | None, typer.Argument(help="Assignments; all when none is named.")]
Name = Annotated[str, typer.Argument(help="The assignment: a folder of solutions/.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the checks' inputs.")]
Jobs = Annotated[int, typer.Option(min=1, help="Submissions graded at once; one a processor.")]
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


@app.command()
def release(
    assignments: Names = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a release is stale or leaks.")
    ] = False,
) -> None:
    """Make the students' version of each assignment, and register it with nbgrader."""
    from autograder import release as releases  # nbgrader takes two seconds to import

    with _explained():
        layout = find_layout()
        names = _chosen(layout, assignments)
        if not check:
            for name in names:
                terminal.show_released(console, releases.release(layout, name))
            return
        compared = [releases.check(layout, name) for name in names]
        for comparison in compared:
            terminal.show_comparison(console, comparison)
        if not all(comparison.ok for comparison in compared):
            raise typer.Exit(FAILED)


@app.command()
def zip(assignments: Names = None) -> None:
    """Pack each released assignment into one zip that runs by itself."""
    from autograder import release as releases  # as above

    with _explained():
        layout = find_layout()
        for name in _chosen(layout, assignments):
            path = releases.bundle(layout, name)
            console.print(f"{path.relative_to(layout.root)}  {path.stat().st_size / 1024:.0f} KiB")


@app.command()
def grade(
    assignment: Name,
    paths: Annotated[
        list[Path],
        typer.Argument(exists=True, help="Submission folders, or single modules."),
    ],
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE|-", help="Write the findings as JSON; - is stdout."),
    ] = None,
    seed: Seed = DEFAULT_SEED,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
    no_cache: NoCache = False,
) -> None:
    """Grade submissions without nbgrader and without a gradebook."""
    with _explained():
        layout = find_layout()
        loaded = _load(layout, assignment)
        with Grader(loaded, seed=seed, accept_weaker=_properties(accept_weaker)) as grader:
            files = _on_file(layout, grader, paths)
            found = judge(grader, files, jobs=jobs, reuse=not no_cache)
            verdicts = dict(terminal.track(errors, found, len(files), "Grading"))
            results = tuple(replace(verdicts[path].result, path=str(path)) for path in paths)
            report = Report(assignment, seed, grader.isolation.to_json(), results)
        document = json.dumps(to_json(report), indent=1) + "\n"
        if json_file is not None and str(json_file) == "-":
            sys.stdout.write(document)
        else:
            terminal.show_results(console, report)
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
) -> None:
    """Grade through nbgrader what was handed in to course/ since the last time."""
    from autograder.course import run_course  # as above

    with _explained():
        layout = find_layout()
        _chosen(layout, assignments)
        with terminal.steps(errors) as progress:
            run = run_course(
                layout,
                assignments,
                seed=seed,
                jobs=jobs,
                accept_weaker=_properties(accept_weaker),
                no_cache=no_cache,
                progress=progress,
            )
        terminal.show_course(console, layout, run)


@app.command()
def verify(
    assignment: Name,
    seed: Seed = DEFAULT_SEED,
    jobs: Jobs = CORES,
    accept_weaker: Accept = None,
) -> None:
    """Prove the checks: right answers pass, and each known wrong one is caught and named."""
    with _explained():
        loaded = _load(find_layout(), assignment)
        skeleton = {module: _skeleton(loaded, module) for module in loaded.modules}
        wanted = versions(loaded)
        with (
            Grader(loaded, seed=seed, accept_weaker=_properties(accept_weaker)) as grader,
            ThreadPoolExecutor(in_flight(jobs)) as pool,
        ):
            one = partial(prove, grader, skeleton=skeleton)
            proofs = pool.map(lambda version: one(*version), wanted)
            shown = tuple(terminal.track(errors, proofs, len(wanted), "Proving"))
        terminal.show_proofs(console, shown)
        if any(proof.faults for proof in shown):
            raise typer.Exit(FAILED)


@app.command()
def doctor() -> None:
    """Show what isolation this machine gives, what is missing, and the fix."""
    isolation = probe()
    terminal.show_isolation(console, isolation)
    if isolation.missing:
        raise typer.Exit(REFUSED)


def _chosen(layout: Layout, names: list[str] | None) -> list[str]:
    there = find_assignments(layout.solutions)
    for name in names or ():
        if name not in there:
            raise typer.BadParameter(f"there is no assignment {name}; there are {', '.join(there)}")
    return names or list(there)


def _load(layout: Layout, name: str) -> Assignment:
    (chosen,) = _chosen(layout, [name])
    return load_assignment(layout.solutions / chosen)


def _on_file(layout: Layout, grader: Grader, paths: list[Path]) -> dict[Path, tuple[str, Path]]:
    """For each submission its key, and the file where its verdict is kept under that key."""
    folder = layout.course / "verdicts" / grader.assignment.name
    keys = {path: grader.key(path) for path in paths}
    return {path: (key, folder / f"{key}.json") for path, key in keys.items()}


def _skeleton(assignment: Assignment, module: str) -> str:
    from autograder.release.strip import strip_module  # as above

    asked = [e.name for e in assignment.exercises if e.module == module]
    return strip_module(assignment.folder / f"{module}.py", asked)


def _properties(names: list[str] | None) -> list[str]:
    for name in names or ():
        if name not in PROPERTIES:
            raise typer.BadParameter(f"{name} is none of {', '.join(PROPERTIES)}")
    return names or []


@contextmanager
def _explained() -> Iterator[None]:
    """Turn the errors that a person can mend into a message and an exit code."""
    try:
        yield
    except IsolationRefusedError as error:
        errors.print(str(error), markup=False)
        raise typer.Exit(REFUSED) from None
    except NoCheckoutError as error:
        errors.print(str(error), markup=False)
        raise typer.Exit(USAGE) from None
    except (AuthorError, CheckBugError, MissingPackageError, SandboxLostError) as error:
        errors.print(str(error), markup=False)
        raise typer.Exit(FAILED) from None


if __name__ == "__main__":
    app()
