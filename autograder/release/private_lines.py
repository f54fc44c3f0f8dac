"""The lines of an assignment that no student may see before the feedback.

This module shares nothing with the code that strips masters: a mistake made there must not hide
itself here. Private are

* the lines within solution, hidden-test and mark-scheme regions of every master, and the whole
  of an answer cell that has no region;
* every line, and every line of every string, of every other file of solutions/<name>/: checks,
  probes, misconceptions, stand-ins, variants, and whatever else an author may put there;
* the code of the modules of the library that the assignment hides, for they do what it asks.

Lines are compared without their blanks. One that says too little to be a leak is left out:
imports, bare returns, code of fewer than 8 characters (`out = x`), prose of fewer than 24. A
line that also stands, as it is, in the open part of the same master is left out as well. So is
one that is open in a module, in what students get of the library, or in the package with which
notebooks hand in, unless it solves a module: there it has no business. One or two lines of code
in a row that a check, a claim, a probe or a hidden module of the library shares with the open
part of the notebook are coincidence, such as the head of a loop over layers; three are not, nor
is a hint.
"""

import ast
import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.assignments.assignment import Assignment
from autograder.assignments.library import hidden_files, notebook_kit
from autograder.release.sections import MasterLine, numbered_lines, read_lines

_SAYS_NOTHING = re.compile(
    r"(from|import)\s.*|return[\w\s,]*|if __name__ == .*|(elif|else|try|finally|with|while)\W*"
)
_OPERATOR = re.compile(r"[=*/@+\[(]")
_LONG_STRING = re.compile(r"""["'][^"']{24,}""")

_SHORTEST_CODE = 8
_SHORTEST_PROSE = 24
_COINCIDENCE = 2


@dataclass(frozen=True)
class PrivateLine:
    """A line that students must not see.

    Attributes:
        key: what is looked for: the line, or its code or comment alone, without blanks.
        text: the line as the author wrote it.
        origin: "file:line" of it.
    """

    key: str
    text: str
    origin: str


def squeeze(text: str) -> str:
    """A text without its blanks, so that indentation and layout do not hide it."""
    return "".join(text.split())


def collect_private_lines(assignment: Assignment) -> tuple[PrivateLine, ...]:
    """The private lines of an assignment, each key once.

    Reads what is there: a file that is missing or is no notebook adds nothing.
    """
    folder = assignment.folder
    modules = [folder / f"{module}.py" for module in assignment.modules]
    notebooks = [folder / f"{assignment.name}.py", folder / f"{assignment.name}.ipynb"]

    found: dict[str, PrivateLine] = {}
    library, hidden = _library(assignment)
    public = [squeeze(line) for path in library for _, line in numbered_lines(path)]
    kit = (data.decode("utf-8", "replace") for data in notebook_kit().values())
    public += [squeeze(line) for text in kit for line in text.splitlines()]
    for path in modules:
        lines = list(read_lines(path))
        shown = {squeeze(line.text) for line in lines if not line.private}
        _add(found, lines, shown)
        public += shown
    public_text = "\n".join(public)  # of the library, the kit and the modules
    open_in_notebook: set[str] = set()
    for path in notebooks:
        lines = list(read_lines(path))
        open_in_notebook |= {squeeze(line.text) for line in lines if not line.private}
        _add(found, lines, open_in_notebook, public_text)
    for path in sorted(folder.rglob("*")):
        if path not in [*modules, *notebooks] and path.suffix != ".pyc":
            lines = [MasterLine(text, f"{path}:{n}", True) for n, text in numbered_lines(path)]
            if path.name.startswith(("checks", "claims", "common")) or path.parent.name == "probes":
                lines = list(_without_coincidences(lines, open_in_notebook))
            _add(found, [*lines, *_strings(path)], public=public_text)
    for path in hidden:
        _add(found, _without_coincidences(_code(path), open_in_notebook), public=public_text)
    return tuple(found.values())


def _library(assignment: Assignment) -> tuple[list[Path], list[Path]]:
    """The files of the library that students get, and those that are hidden from them."""
    folder = assignment.settings.library_folder
    if folder is None:
        return [], []
    hidden = hidden_files(folder, assignment.hides)
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*.py"))
    return (
        [folder / path for path in paths if path not in hidden],
        [folder / path for path in paths if path in hidden],
    )


def _code(path: Path) -> Iterator[MasterLine]:
    """The lines of a module without its docstrings, which any text about its topic may share."""
    prose = {
        number
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for number, text in numbered_lines(path):
        if number not in prose:
            yield MasterLine(text, f"{path}:{number}", True)


def _add(
    found: dict[str, PrivateLine],
    lines: Iterable[MasterLine],
    shown: Collection[str] = (),
    public: str = "",
) -> None:
    for line in lines:
        if not line.private or squeeze(line.text) in shown:
            continue
        for part in _parts(line.text):
            key = squeeze(part)
            if _telling(part.strip(), key) and key not in shown and key not in public:
                found.setdefault(key, PrivateLine(key, line.text.strip(), line.origin))


def _without_coincidences(lines: Iterable[MasterLine], shown: set[str]) -> Iterator[MasterLine]:
    telling = (line for line in lines if _telling(line.text.strip(), squeeze(line.text)))

    def shared(line: MasterLine) -> bool:
        return squeeze(line.text) in shown and not _LONG_STRING.search(line.text)

    for in_both, run in itertools.groupby(telling, shared):
        together = list(run)
        if not in_both or len(together) > _COINCIDENCE:
            yield from together


def _strings(path: Path) -> Iterator[MasterLine]:
    """The lines of the strings of a Python file: a hint leaks without the call around it."""
    try:
        tree = ast.parse(path.read_bytes()) if path.suffix == ".py" else ast.Module([], [])
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for line in node.value.splitlines():
                yield MasterLine(line, f"{path}:{node.lineno}", True)


def _parts(text: str) -> Iterator[str]:
    """The line without the marks of a comment, and its code and its comment one by one."""
    bare = text.strip().lstrip("#")
    yield bare
    code, mark, comment = bare.partition(" #")
    if mark:
        yield code
        yield comment.lstrip("#")


def _telling(text: str, key: str) -> bool:
    if _SAYS_NOTHING.fullmatch(text):
        return False
    core = key.strip("()[]{},:\"'")  # the head of a call that goes on below says nothing
    code = _OPERATOR.search(core) is not None
    return len(core) >= (_SHORTEST_CODE if code else _SHORTEST_PROSE)
