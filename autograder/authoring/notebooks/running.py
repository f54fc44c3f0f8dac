"""Runs masters side by side, each in a kernel of its own."""

import asyncio
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout
from autograder.assignments.loading import load_assignment
from autograder.authoring.notebooks.html_page import write_page
from autograder.authoring.notebooks.kernel import Kernel, started
from autograder.authoring.notebooks.kit import add_claims, read_notebook, write_kit
from autograder.authoring.notebooks.notebook_run import CellRun, NotebookLimits, NotebookRun, Place
from autograder.authors.exercise import AuthorError

Progress = Callable[[str, int, int], None]

_ADDRESS = re.compile(r"<[^<>]+ at 0x[0-9a-f]+>")
_TOLD = 600  # characters of what a cell wrote to stderr
_LIMITS = NotebookLimits()


def run_notebooks(
    layout: Layout,
    names: Sequence[str],
    *,
    jobs: int = 2,
    limits: NotebookLimits = _LIMITS,
    progress: Progress = lambda name, done, total: None,
) -> list[NotebookRun]:
    """Run the notebooks of assignments, and write dist/notebooks/NAME.html for each.

    Each runs with the reference and with the library as its students get it, in a temporary folder.
    A page is written for a notebook with faults as well, with what came out until then.

    Args:
        layout: the course.
        names: of the assignments.
        jobs: how many run at once.
        limits: what a notebook may take.
        progress: told an assignment's name, how many of its code cells are done, and their number.

    Returns:
        What was found, in the order of the names.
    """
    return asyncio.run(_run_all(layout, names, jobs, limits, progress))


async def _run_all(
    layout: Layout, names: Sequence[str], jobs: int, limits: NotebookLimits, progress: Progress
) -> list[NotebookRun]:
    turn = asyncio.Semaphore(jobs)

    async def one(name: str) -> NotebookRun:
        async with turn:
            try:
                assignment = load_assignment(layout.solutions / name)
                if assignment.missing:
                    return NotebookRun(name, needs=assignment.missing)
                return await _run(layout, assignment, limits, progress)
            except AuthorError as error:
                return NotebookRun(name, faults=(str(error),))

    return await asyncio.gather(*map(one, names))


async def _run(
    layout: Layout, assignment: Assignment, limits: NotebookLimits, progress: Progress
) -> NotebookRun:
    name = assignment.name
    notebook, places = read_notebook(assignment, layout.root)
    written = len(notebook.cells)
    places += add_claims(assignment, notebook, layout.root)
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    runs: list[CellRun] = []
    with tempfile.TemporaryDirectory(prefix="notebook-", ignore_cleanup_errors=True) as outer:
        folder = Path(outer).resolve() / name
        modules = write_kit(assignment, folder)
        nbformat.write(notebook, folder / f"{name}.ipynb")  # its last cell reads what is saved
        async with started(notebook, folder, modules, limits.patience) as kernel:
            for index in code:
                progress(name, len(runs), len(code))
                run, ended = await _run_cell(kernel, index, places[index], limits)
                runs.append(run)
                if not ended:
                    break
        progress(name, len(code), len(code))
        del notebook.cells[written:]
        page = layout.root / "dist" / "notebooks" / f"{name}.html"
        write_page(notebook, name, folder, page)
        runs = [replace(run, faults=_named(folder, run.faults)) for run in runs]
    whole = NotebookRun(name, tuple(runs), len(code), page)
    return replace(whole, faults=_over(whole.seconds, limits.notebook))


async def _run_cell(
    kernel: Kernel, index: int, place: Place, limits: NotebookLimits
) -> tuple[CellRun, bool]:
    """Run one cell; returns what is known of it, and whether it came to its end."""
    outcome = await kernel.execute(index)
    faults = [outcome.stopped] if outcome.stopped else []
    faults += _over(outcome.seconds, limits.cell)
    faults += [f"it wrote to stderr: {outcome.stderr[-_TOLD:]}"] if outcome.stderr else []
    outputs = kernel.client.nb.cells[index].outputs
    faults += [f"it shows an address in place of a value: {shown}" for shown in _addresses(outputs)]
    run = CellRun(place, outcome.seconds, _pictures(outputs), tuple(faults))
    return run, not outcome.stopped


def _over(seconds: float, limit: float) -> tuple[str, ...]:
    if seconds <= limit:
        return ()
    return (f"it takes {seconds:.3g} s of processor time, more than {limit:g} s",)


def _pictures(outputs: Sequence[Any]) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs)


def _addresses(outputs: Sequence[Any]) -> list[str]:
    """What Python shows of objects that have nothing to say of themselves."""
    shown = (str(output.get("data", {}).get("text/plain", "")) for output in outputs)
    return [text for found in shown for text in _ADDRESS.findall(found)]


def _named(folder: Path, texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, with files named as they are within the folder, and a cell's lines as its own."""
    within = [text.replace(f"{folder}/", "") for text in texts]
    return tuple(re.sub(r"\S*/ipykernel_\d+/\d+\.py:(\d+)", r"line \1", text) for text in within)
