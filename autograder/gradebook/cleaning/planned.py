"""What the release says of each of nbgrader's cells, against what a student did to them."""

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook


@dataclass(frozen=True)
class PlannedCell:
    """One cell that nbgrader knows by its grade_id.

    Attributes:
        name: its grade_id.
        cell_type: "code" or "markdown".
        locked: whether its text is not the student's to change.
        grade: whether it has points.
        solution: whether the student writes in it.
        task: whether it sets a task that is marked by hand.
        points: points available; 0 where it has none.
        checksum: nbgrader's, of the released cell.
        source: its text in the gradebook, marking scheme and hidden tests included.
        released: its text as students got it.
    """

    name: str
    cell_type: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float
    checksum: str
    source: str
    released: str


def planned_cells(
    gradebook: Gradebook, assignment: str, notebook: str, release: Path
) -> tuple[PlannedCell, ...]:
    """The cells of a notebook as they were released, in the order of the released notebook.

    Args:
        gradebook: open.
        assignment: its name.
        notebook: its name, without ".ipynb".
        release: the released notebook. Without it the gradebook's texts and order are used.
    """
    stored = gradebook.find_notebook(notebook, assignment)
    grades = {cell.name: float(cell.max_score) for cell in stored.grade_cells}
    solutions = {cell.name for cell in stored.solution_cells}
    tasks = {cell.name: float(cell.max_score) for cell in stored.task_cells}
    points = grades | tasks
    released = released_texts(release)
    order = {name: i for i, name in enumerate(released)}
    sources = sorted(stored.source_cells, key=lambda cell: order.get(cell.name, len(order)))
    return tuple(
        PlannedCell(
            name=cell.name,
            cell_type=cell.cell_type,
            locked=bool(cell.locked),
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name, 0.0),
            checksum=cell.checksum or "",
            source=cell.source or "",
            released=released.get(cell.name, cell.source or ""),
        )
        for cell in sources
    )


def released_texts(release: Path) -> dict[str, str]:
    """The text of each of nbgrader's cells in a released notebook, in order; {} without one."""
    if not release.is_file():
        return {}
    notebook = nbformat.read(release, as_version=4)
    return {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in notebook.cells
        if "grade_id" in cell.metadata.get("nbgrader", {})
    }
