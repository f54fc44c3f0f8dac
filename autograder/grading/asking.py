"""What an assignment asks for, from its exercises and its release."""

from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.submissions.asked import Asked
from autograder.submissions.notebook_cells import read_cells


def asked_of(assignment: Assignment) -> Asked:
    """The files that students of an assignment hand in.

    Before its first release nothing is known of how they look, untouched.
    """
    functions: dict[str, list[str]] = {module: [] for module in assignment.modules}
    for exercise in assignment.exercises:
        functions[exercise.module].append(exercise.name)
    modules = {m: assignment.released / f"{m}.py" for m in assignment.modules}
    notebooks = sorted(assignment.released.glob("*.ipynb"))
    return Asked(
        {module: tuple(names) for module, names in functions.items()},
        {m: path.read_text(encoding="utf-8") for m, path in modules.items() if path.is_file()},
        frozenset(source for path in notebooks for source in _texts_of(path)),
        tuple(path.name for path in notebooks) or (f"{assignment.name}.ipynb",),
        assignment.settings.imports,
        assignment.settings.library,
        _private_files(assignment),
    )


def _texts_of(notebook: Path) -> set[str]:
    """The source of every cell of a released notebook."""
    found = read_cells(notebook.read_bytes())
    cells = found.cells if found else ()
    return {cell.source.strip() for cell in cells}


def _private_files(assignment: Assignment) -> frozenset[tuple[int, int]]:
    """Device and inode of every file of the solutions: a hard link would give them away."""
    files = (path.stat() for path in assignment.folder.parent.rglob("*.*") if path.is_file())
    return frozenset((status.st_dev, status.st_ino) for status in files)
