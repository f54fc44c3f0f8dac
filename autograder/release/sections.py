"""The open and the private lines of a master, as the leak scan reads them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_REGION = re.compile(r"\b(BEGIN|END) (?:SOLUTION|MARK SCHEME|HIDDEN TESTS)\b")
_CELL = re.compile(r"\s*#\s*%%")
_ANSWER = re.compile(r"""\banswer=|["'](?:solution["']:\s*[tT]rue|answer["']:)""")


@dataclass(frozen=True)
class MasterLine:
    """A line of a master.

    Attributes:
        text: the line as the author wrote it.
        origin: "file:line" of it; "file: cell 3" in a notebook.
        private: whether students must not see it.
    """

    text: str
    origin: str
    private: bool


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers; none where there is no file."""
    if path.is_file():
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from enumerate(text.splitlines(), 1)


def read_lines(path: Path) -> Iterator[MasterLine]:
    """The lines of a module, a percent script or a notebook, without the markers of regions.

    Private are those within a region, and all of an answer cell that has none.
    """
    if path.suffix == ".ipynb":
        yield from _lines_of_notebook(path)
        return
    cell: list[tuple[str, str]] = []
    answer = False
    for number, text in numbered_lines(path):
        if _CELL.match(text):
            yield from _lines_of_cell(cell, answer)
            cell, answer = [], _ANSWER.search(text) is not None
        else:
            cell.append((text, f"{path}:{number}"))
    yield from _lines_of_cell(cell, answer)


def _lines_of_notebook(path: Path) -> Iterator[MasterLine]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
    except (ValueError, KeyError, TypeError):
        return
    for number, cell in enumerate(cells, 1):
        lines = "".join(cell.get("source", "")).splitlines()
        answer = _ANSWER.search(json.dumps(cell.get("metadata", {}))) is not None
        where = f"{path}: cell {number}"
        yield from _lines_of_cell([(line, where) for line in lines], answer)


def _lines_of_cell(cell: list[tuple[str, str]], answer: bool) -> Iterator[MasterLine]:
    """The lines of a cell, or of a module, without the markers of its regions."""
    has_region = any(_REGION.search(text) for text, _ in cell)
    depth = 0
    for text, origin in cell:
        if match := _REGION.search(text):
            depth += 1 if match.group(1) == "BEGIN" else -1
        else:
            yield MasterLine(text, origin, depth > 0 or (answer and not has_region))
