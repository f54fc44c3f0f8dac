"""The folder in which a master runs: the reference, and the library as students get it."""

from collections.abc import Sequence
from pathlib import Path

import nbformat

from autograder.assignments.assignment import Assignment
from autograder.assignments.library import notebook_kit
from autograder.authoring.notebooks.notebook_run import Place
from autograder.release.master import Cell, find_master, read_master
from autograder.release.notebook import build_notebook


def write_kit(assignment: Assignment, folder: Path) -> list[str]:
    """Write the modules with their solutions, and the library without what the assignment asks for.

    Args:
        assignment: whose notebook is to be run.
        folder: to be made; its kernel is started there.

    Returns:
        The dotted names of all modules that are in it now.
    """
    folder.mkdir()
    for module in assignment.modules:
        (folder / f"{module}.py").write_text(assignment.source(module), encoding="utf-8")
    library = Path(assignment.settings.library)
    brought = {library / path: data for path, data in assignment.library().items()}
    for path, data in (brought | notebook_kit()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    paths = [path.relative_to(folder).with_suffix("") for path in sorted(folder.rglob("*.py"))]
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def read_notebook(
    assignment: Assignment, root: Path
) -> tuple[nbformat.NotebookNode, tuple[Place, ...]]:
    """The master with everything as its author wrote it, and where each of its cells stands.

    Args:
        assignment: whose notebook it is.
        root: of the course; places are named from there.

    Raises:
        AuthorError: the master cannot be read, or does not fit the exercises of checks.py.
    """
    cells = read_master(find_master(assignment.folder))
    return nbformat.from_dict(build_notebook(cells, assignment)), _places(cells, root)


def add_claims(
    assignment: Assignment, notebook: nbformat.NotebookNode, root: Path
) -> tuple[Place, ...]:
    """Add a last cell with claims.py, where there is one: what the text says of its results.

    Args:
        assignment: whose notebook it is.
        notebook: gets the cell.
        root: of the course.

    Returns:
        The place of that cell, or () where there is none.
    """
    path = assignment.folder / "claims.py"
    if not path.is_file():
        return ()
    notebook.cells.append(nbformat.v4.new_code_cell(path.read_text(encoding="utf-8")))
    where = f"{path}".removeprefix(f"{root}/")
    return (Place(len(notebook.cells), where, "", "what the notebook claims"),)


def _places(cells: Sequence[Cell], root: Path) -> tuple[Place, ...]:
    places, section = [], ""
    for number, cell in enumerate(cells, 1):
        lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
        if cell.kind == "markdown":
            headings = [line.lstrip("# ") for line in lines if _is_heading(line)]
            section = headings[-1] if headings else section
        where = cell.where.removeprefix(f"{root}/")
        places.append(Place(number, where, section, lines[0] if lines else ""))
    return tuple(places)


def _is_heading(line: str) -> bool:
    return line.startswith("#") and not line.endswith(("SOLUTION", "TESTS"))
