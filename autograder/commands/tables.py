"""The output of the commands for authors."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.assignments.installation import page

if TYPE_CHECKING:  # these import nbgrader, which takes two seconds
    from autograder.authoring.notebooks.notebook_run import NotebookRun
    from autograder.authoring.proofs import Proved
    from autograder.authoring.versions import Proof
    from autograder.release.publishing import Comparison, Released


_NEXT = {
    "verify": "prove the checks",
    "notebooks": "run the notebook, and make a page of it",
    "release": "make what students get",
}
_THEN = {
    "verify --all": "prove the checks",
    "course": "release, and grade: at first a sample class",
    "new NAME": "start an assignment of your own",
    "doctor": "see how this machine confines what students hand in",
}


def show_new_course(console: Console, root: Path, written: Mapping[Path, str]) -> None:
    """Print the files of a new course, and what to do next."""
    console.print(f"[green]wrote[/] a course with one small assignment to {root}:", soft_wrap=True)
    _explain(console, {f"{path.relative_to(root)}": what for path, what in written.items()})
    console.print("next:" if root == Path.cwd() else f"next, in {root}:", soft_wrap=True)
    _explain(console, {f"autograder {command}": what for command, what in _THEN.items()})
    console.print(f"How to go on from there: {page('authoring')}", soft_wrap=True)


def show_started(console: Console, root: Path, name: str, written: Mapping[Path, str]) -> None:
    """Print the files that were written, and what to do next."""
    lines = {f"{path.relative_to(root)}": what for path, what in written.items()}
    console.print("[green]wrote[/] a small assignment that works:")
    _explain(console, lines)
    console.print("next:")
    _explain(console, {f"autograder {command} {name}": what for command, what in _NEXT.items()})
    console.print(f"How to go on from there: {page('authoring')}", soft_wrap=True)


def _explain(console: Console, lines: Mapping[str, str]) -> None:
    width = max(map(len, lines))
    for line, what in lines.items():
        console.print(f"  {line:<{width}}  [dim]{what}[/]", soft_wrap=True)


def show_released(console: Console, released: "Released") -> None:
    """One line on a release."""
    changed = ", ".join(map(str, released.changed)) or "nothing new"
    points = f"{released.points:g} points by checks, {released.written_points:g} by hand"
    console.print(f"[green]released[/] {released.name}: {changed} ({points})")
    for change in released.cells:
        console.print(f"[yellow]{released.name}[/]: {escape(str(change))}", soft_wrap=True)


def show_comparison(console: Console, comparison: "Comparison") -> None:
    """Print the findings of release --check."""
    if comparison.ok:
        console.print(f"[green]up to date[/] {comparison.name}: nothing private in it")
        return
    for what, paths in (
        ("stale", comparison.stale),
        ("missing", comparison.missing),
        ("not generated", comparison.extra),
    ):
        for path in paths:
            console.print(f"[red]{what}[/] assignments/{comparison.name}/{path}")
    for leak in comparison.leaks:
        console.print(f"[red]leak[/] {escape(str(leak))}")
    if not comparison.current:
        console.print(f"Run: autograder release {comparison.name}")


def show_proofs(console: Console, proved: "Proved") -> None:
    """The kill table: a line for each version, and below it every fault."""
    from autograder.commands.measure_tables import show_measures

    for proof in proved.proofs:
        score = f"{proof.score:g}/{proof.points:g}"
        name = f"{proof.kind} {proof.name}".strip()
        caught = f": {', '.join(proof.caught_by)}" if proof.kind == "misconception" else ""
        mark = "[red]faulty[/]" if proof.faults else "[green]ok[/]"
        console.print(f"{mark:>14} {score:>7}  {escape(name + caught)}", soft_wrap=True)
        for fault in proof.faults:
            console.print(f"{'':16} [red]{escape(fault)}[/]", soft_wrap=True)
    for law in proved.broken:
        console.print(f"[red]{escape(law)}[/]", soft_wrap=True)
    for kind, verb in (("misconception", "caught and named"), ("variant", "accepted")):
        console.print(f"{_count(proved.proofs, kind)} {kind}s {verb}")
    if proved.proofs:
        show_measures(console, proved.name, proved.measures)


def show_proved(console: Console, proved: Sequence["Proved"], *, measures: bool) -> None:
    """A line for each assignment, and the tables of those that have faults.

    Args:
        console: to print on.
        proved: the assignments.
        measures: whether what was measured is shown of all.
    """
    from autograder.commands.measure_tables import show_measures

    told = "caught: misconceptions, each by its own name; accepted: variants"
    table = Table(box=None, pad_edge=False, collapse_padding=True, caption=told)
    headings = ("assignment", "reference", "skeleton", "caught", "accepted", "measured")
    for heading in (*headings, "seconds", ""):
        table.add_column(heading, no_wrap=True)
    for one in proved:
        if one.proofs:
            whole = [f"{proof.score:g}/{proof.points:g}" for proof in one.proofs[:2]]
            counts = [_count(one.proofs, kind) for kind in ("misconception", "variant")]
            verdict = "[green]ok[/]" if one.ok else "[red]faults[/]"
            measured = f"{len(one.measures.faults) or 'no'} faults"
            table.add_row(one.name, *whole, *counts, measured, f"{one.seconds:.0f}", verdict)
        else:
            verdict = f"[yellow]needs {', '.join(one.needs)}[/]" if one.needs else "[red]error[/]"
            table.add_row(one.name, *[""] * 6, verdict)
    console.print(table)
    for one in proved:
        if one.error:
            console.print(f"[red]{one.name}[/]: {escape(one.error)}", soft_wrap=True)
        elif not one.proven:
            console.print(f"[red]{one.name}[/]:")
            show_proofs(console, one)
        elif one.proofs and (measures or not one.ok):
            show_measures(console, one.name, one.measures)


def _count(proofs: Sequence["Proof"], kind: str) -> str:
    of_kind = [proof for proof in proofs if proof.kind == kind]
    return f"{sum(not proof.faults for proof in of_kind)} of {len(of_kind)}"


def show_notebooks(console: Console, root: Path, runs: Sequence["NotebookRun"]) -> None:
    """Print the times of each notebook, its page, and below it every fault."""
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("assignment", no_wrap=True)
    for heading in ("cells", "pictures", "seconds", "slowest,\nat line"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for run in runs:
        if run.needs:
            table.add_row(run.name, *[""] * 5, f"[yellow]needs {', '.join(run.needs)}[/]")
            continue
        done = "" if len(run.cells) == run.total else f"{len(run.cells)} of "
        slowest = run.slowest
        table.add_row(
            run.name,
            f"{done}{run.total}",
            f"{run.pictures}",
            f"{run.seconds:.1f}",
            slowest.place.where.rpartition(":")[2] if slowest else "",
            f"{slowest.seconds:.1f}" if slowest else "",
            "[green]ok[/]" if run.ok else "[red]faults[/]",
        )
    console.print(table)
    for run in runs:
        for place, fault in run.told():
            console.print(f"[red]{run.name}[/]: {escape(place)}", soft_wrap=True)
            console.print(f"    {escape(fault)}", soft_wrap=True)
    pages = [run.page for run in runs if run.page]
    if pages:
        console.print(f"The pages: {pages[0].parent.relative_to(root)}/")
