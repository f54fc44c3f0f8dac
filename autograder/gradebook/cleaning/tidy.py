"""Gives a submitted notebook back the cells that were released, and keeps the student's text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors.base import NbGraderPreprocessor
from traitlets import Unicode

from autograder.assignments.layout import Layout
from autograder.gradebook.cleaning.outputs import tidy_attachments, tidy_outputs, tidy_text
from autograder.gradebook.cleaning.planned import PlannedCell, planned_cells

MISSING = "*This cell was missing and has been put back; the answer may stand in another one.*"
CHANGED = "The locked cell above was changed. Its text was:"


class Tidy(NbGraderPreprocessor):  # type: ignore[misc] # nbgrader is not typed
    """Rebuilds every cell from the gradebook, whatever the submission says of it.

    Tags, duplicates and all metadata go; missing and retyped cells are put right; of the outputs
    text and PNG stay. No text that a student wrote is lost.
    """

    course_folder = Unicode(help="The folder that holds course.toml.").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Tidy a notebook; resources say whose and which."""
        about = resources["nbgrader"]
        release = Layout(Path(self.course_folder)).course / "release" / about["assignment"]
        with Gradebook(about["db_url"]) as gradebook:
            planned = planned_cells(
                gradebook,
                about["assignment"],
                about["notebook"],
                release / f"{about['notebook']}.ipynb",
            )
        tidy = v4.new_notebook(cells=tidy_cells(nb.cells, planned))
        tidy.metadata["language_info"] = {"name": "python"}
        return tidy, resources


def tidy_cells(cells: Sequence[NotebookNode], planned: Sequence[PlannedCell]) -> list[NotebookNode]:
    """The cells of a notebook, put right.

    Args:
        cells: as submitted.
        planned: as released.
    """
    by_name = {plan.name: plan for plan in planned}
    chosen = _choose(cells, by_name)
    tidied: list[NotebookNode] = []
    places: dict[str, int] = {}
    for i, cell in enumerate(cells):
        plan = by_name.get(_grade_id(cell)) if i in chosen else None
        if plan is None:
            tidied.append(_plain(cell))
            continue
        places[plan.name] = len(tidied)
        tidied.append(_rebuilt(plan, cell))
        if plan.locked and _text(cell) not in (plan.released.strip(), plan.source.strip()):
            tidied.append(_set_aside(cell))
    for index, plan in enumerate(planned):
        if plan.name not in places:
            _put_back(tidied, places, planned[:index], plan)
    for index, cell in enumerate(tidied):
        cell.id = f"cell-{index}"
    return tidied


def _choose(cells: Sequence[NotebookNode], by_name: dict[str, PlannedCell]) -> set[int]:
    """Of the cells that claim one name: the first that the student wrote in, or the first."""
    claims: dict[str, list[int]] = {}
    for i, cell in enumerate(cells):
        if _grade_id(cell) in by_name:
            claims.setdefault(_grade_id(cell), []).append(i)
    chosen = set()
    for name, indices in claims.items():
        released = by_name[name].released.strip()
        written = [i for i in indices if _text(cells[i]) not in ("", released)]
        chosen.add((written if by_name[name].solution and written else indices)[0])
    return chosen


def _rebuilt(plan: PlannedCell, cell: NotebookNode | None) -> NotebookNode:
    """A planned cell, with the student's text and outputs where they may have some."""
    if plan.locked:
        source = plan.source
    elif cell is None:
        source = f"{'# ' if plan.cell_type == 'code' else ''}{MISSING}\n\n{plan.released}"
    else:
        source = tidy_text(cell.source)
    metadata = {"nbgrader": _metadata(plan)}
    return _new_cell(plan.cell_type, source, cell, metadata)


def _metadata(plan: PlannedCell) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": plan.name,
        "grade": plan.grade,
        "solution": plan.solution,
        "locked": plan.locked,
        "task": plan.task,
        "cell_type": plan.cell_type,
        "checksum": plan.checksum,
    }
    return metadata | ({"points": plan.points} if plan.grade or plan.task else {})


def _plain(cell: NotebookNode) -> NotebookNode:
    return _new_cell(cell.cell_type, tidy_text(cell.source), cell, {})


def _set_aside(cell: NotebookNode) -> NotebookNode:
    lead = f"# {CHANGED}\n" if cell.cell_type == "code" else f"*{CHANGED}*\n\n"
    return _new_cell(cell.cell_type, lead + tidy_text(cell.source), None, {})


def _new_cell(
    kind: str, source: str, cell: NotebookNode | None, metadata: dict[str, Any]
) -> NotebookNode:
    new: NotebookNode
    if kind == "code":
        new = v4.new_code_cell(source, metadata=metadata)
        if cell is not None and cell.cell_type == "code":
            new.outputs = tidy_outputs(cell.outputs)
            new.execution_count = cell.execution_count
        return new
    new = v4.new_markdown_cell(source, metadata=metadata)
    if cell is not None and (pictures := tidy_attachments(cell.get("attachments", {}))):
        new.attachments = pictures
    return new


def _put_back(
    cells: list[NotebookNode],
    places: dict[str, int],
    before: Sequence[PlannedCell],
    plan: PlannedCell,
) -> None:
    """Insert a missing cell after the planned cell that stands before it."""
    place = places[before[-1].name] + 1 if before else 0
    for name, other in places.items():
        places[name] = other + (other >= place)
    places[plan.name] = place
    cells.insert(place, _rebuilt(plan, None))


def _grade_id(cell: NotebookNode) -> str:
    claim = cell.metadata.get("nbgrader")
    name = claim.get("grade_id") if isinstance(claim, dict) else None
    return name if isinstance(name, str) else ""


def _text(cell: NotebookNode) -> str:
    return tidy_text(cell.source).strip()
