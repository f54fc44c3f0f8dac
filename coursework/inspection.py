"""What can be said of a folder before anything runs: what is handed in, and what may surprise."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursework.notebook import Cell, Notebook, others

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_REFERENCE = re.compile(r"""!\[[^]]*]\(\s*<?([^)\s>]+)|<img[^>]+src=["']?([^"'\s>]+)""")
_OUR_OWN = __name__.partition(".")[0]


@dataclass(frozen=True)
class Assignment:
    """What an assignment asks for.

    Attributes:
        name: of the assignment.
        home: the file of each function and class to write.
        packages: what the files may import, beside Python's standard library and each other.
    """

    name: str
    home: Mapping[str, str]
    packages: Sequence[str]

    @property
    def files(self) -> dict[str, list[str]]:
        """What is to be written, by file."""
        found: dict[str, list[str]] = {}
        for name, file in self.home.items():
            found.setdefault(file, []).append(name)
        return found


def handed_in(assignment: Assignment, folder: Path, notebook: Notebook | None) -> list[Path]:
    """The files that go into the zip beside the notebook.

    They are the assignment's modules, what they and the notebook import from the folder, and the
    pictures that the notebook shows.
    """
    found = [folder / file for file in assignment.files if (folder / file).is_file()]
    cells = notebook.cells if notebook else ()
    waiting = [name for cell in cells for name in _imported(cell.code)]
    waiting += [name for path in found for name in _imports_of(path)]
    known = set(assignment.packages) | {_OUR_OWN}
    while waiting:
        name = waiting.pop(0)
        if name not in known:
            known.add(name)
            new = [path for path in _own_module(folder, name) if path not in found]
            found += new
            waiting += [module for path in new for module in _imports_of(path)]
    return found + [path for path in _pictures(cells, folder) if path not in found]


def surprises(
    assignment: Assignment,
    folder: Path,
    notebook: Notebook | None,
    files: Sequence[Path],
    allowed: Collection[str],
) -> Iterator[str]:
    """Sentences on what may go wrong at grading, though everything runs here."""
    own = {path.relative_to(folder).parts[0].removesuffix(".py") for path in files}
    own |= {file.removesuffix(".py") for file in assignment.files}  # one may be missing
    for path in files:
        for name in sorted({*_imports_of(path)} - own - {*allowed}):
            yield (
                f"{path.name} imports {name}, which is not there when it is graded. It can import"
                f" Python's standard library, your own files, {', '.join(assignment.packages)}."
            )
    yield from _copies(assignment, folder, files)
    if notebook:
        yield from _of_notebook(assignment, folder, notebook)


def _of_notebook(assignment: Assignment, folder: Path, notebook: Notebook) -> Iterator[str]:
    for cell in notebook.cells:
        for name in _defined(cell.code):
            if name in assignment.home:
                file = assignment.home[name]
                yield f"{name} is defined in a cell of the notebook: only {file} counts."
        if cell.is_check and cell.changed:
            yield f"The checks of {cell.name} were changed: they are graded as they were."
    named = f"{assignment.name}.ipynb"
    if notebook.path and notebook.path.name != named:
        yield f"The notebook is named {notebook.path.name}: it goes into the zip as {named}."
    for path in others(assignment.name, folder):
        if path != notebook.path:
            yield f"{path.name} is another copy of the notebook, and is not handed in."


def _copies(assignment: Assignment, folder: Path, files: Sequence[Path]) -> Iterator[str]:
    """Other files that define what one of the modules is to define."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and ".py" in path.suffixes and path not in files:
            names = [name for name in _defined(_text(path)) if name in assignment.home]
            if names:
                home = assignment.home[names[0]]
                yield f"{path.name} defines {names[0]} as well: only {home} is handed in."


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _parsed(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError):
        return []


def _defined(code: str) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in _parsed(code) if isinstance(node, kinds)]


def _imports_of(path: Path) -> list[str]:
    return _imported(_text(path)) if path.suffix == ".py" else []


def _imported(code: str) -> list[str]:
    """The top-level names that a code imports, within functions as well."""
    found = []
    for statement in _parsed(code):
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                found += [alias.name.partition(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.append(node.module.partition(".")[0])
    return found


def _own_module(folder: Path, name: str) -> list[Path]:
    if (folder / f"{name}.py").is_file():
        return [folder / f"{name}.py"]
    inside = sorted((folder / name).rglob("*.py"))
    return inside if (folder / name / "__init__.py").is_file() else []


def _pictures(cells: Sequence[Cell], folder: Path) -> list[Path]:
    """The pictures of the folder that the text shows."""
    texts = [cell.source for cell in cells if cell.kind == "markdown"]
    named = [a or b for text in texts for a, b in _REFERENCE.findall(text)]
    paths = [(folder / name).resolve() for name in dict.fromkeys(named) if ":" not in name]
    return [
        path
        for path in paths
        if path.suffix.lower() in _PICTURES and path.is_file() and path.is_relative_to(folder)
    ]
