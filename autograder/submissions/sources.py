"""Every text of a submission that may be a student's code, wherever it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.submissions.asked import Asked
from autograder.submissions.code_cells import files_in_cells
from autograder.submissions.definitions import Definitions, definitions, sides_of_a_merge
from autograder.submissions.encodings import module_in_utf8
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.notebook_cells import MAX_SOURCE, Cells, read_cells

MAX_BYTES = 1 << 20  # of one module
MAX_ALL_BYTES = 2 << 20  # of all texts that are looked through; it takes some seconds
MAX_NOTEBOOKS = 20

_NO_TEXT = frozenset({".png", ".jpg", ".jpeg", ".gif", ".npz", ".npy", ".pkl", ".pt", ".pdf"})
_CODE = frozenset({".py", ".pyw"})
_IMPORTED = re.compile(r"(?:from|import) [. ]*([\w ,.]+)")


@dataclass(frozen=True)
class Source:
    """A text that may be meant as a module.

    Attributes:
        path: how it is called: a cell within its notebook, a side of a merge within its file.
        file: the path of the file that it stands in.
        text: as Python reads it.
        encoding: how it was written; "" for plain UTF-8.
        found: what it defines.
    """

    path: str
    file: str
    text: bytes
    encoding: str
    found: Definitions

    @property
    def is_old(self) -> bool:
        """True for what Jupyter saved beside a file, some time before."""
        return is_checkpoint(self.file)


def notebooks_in(handed: HandedIn, asked: Asked) -> dict[str, Cells]:
    """The cells of the notebooks that were handed in, by path; saved checkpoints come last."""
    paths = [path for path, data in handed.files.items() if _may_be_a_notebook(path, data)]
    paths.sort(key=lambda path: (path not in asked.notebooks, is_checkpoint(path), path))
    found: dict[str, Cells] = {}
    room = MAX_SOURCE
    for path in paths[:MAX_NOTEBOOKS]:
        cells = read_cells(handed.files[path])
        if cells is not None and (room := room - cells.length) >= 0:
            found[path] = cells
    return found


def find_sources(
    handed: HandedIn, notebooks: Mapping[str, Cells], asked: Asked
) -> dict[str, Source]:
    """Every text that defines what is asked for, and every file of a right name."""
    names = {name for functions in asked.functions.values() for name in functions}
    wanted = re.compile("|".join(map(re.escape, sorted(names))) or r"\Z.")
    own = {f"{module}.py" for module in asked.modules}
    found: dict[str, Source] = {}
    room = MAX_ALL_BYTES
    for path in sorted(handed.files, key=lambda path: (path not in own, is_checkpoint(path), path)):
        data = handed.files[path]
        kind = PurePosixPath(path).suffix.lower()
        if path in notebooks or kind in _NO_TEXT or len(data) > MAX_BYTES:
            continue
        if asked.is_brought(path, handed.files):
            continue
        text, encoding = module_in_utf8(data)
        whole = text.decode("utf-8-sig", "replace")
        if path in own or (wanted.search(whole) and len(text) <= room):
            room -= len(text)
            found |= {source.path: source for source in _both_sides(path, text, whole, encoding)}
    for path, written in files_in_cells(notebooks).items():
        file = path.rpartition(", cell ")[0]
        found[path] = Source(path, file, written.encode(), "", definitions(written))
    return found


def distinct(sources: Sequence[Source], named: Source | None = None) -> list[Source]:
    """The sources that differ from each other and from the named one in more than comments."""
    seen = [named.found.all_lines] if named else []
    found = []
    for source in sources:
        if source.found.all_lines not in seen:
            seen.append(source.found.all_lines)
            found.append(source)
    return found


def imported_by(sources: Sequence[Source]) -> set[str]:
    """The first names of all modules that are imported."""
    lines = (line for source in sources for line in source.found.rest)
    matches = filter(None, map(_IMPORTED.match, lines))
    return {part.split()[0] for match in matches for part in match[1].split(" , ") if part.strip()}


def is_code(path: str, data: bytes) -> bool:
    """True for a Python file that defines something."""
    ending = PurePosixPath(path).suffix.lower()
    return ending in _CODE and (b"def " in data or b"class " in data or b"lambda" in data)


def is_checkpoint(path: str) -> bool:
    """True for what Jupyter saves beside a file."""
    return ".ipynb_checkpoints" in PurePosixPath(path).parts or "-checkpoint." in path


def _may_be_a_notebook(path: str, data: bytes) -> bool:
    lower = path.lower()
    if ".ipynb" in PurePosixPath(lower).name or lower.endswith(".json"):
        return True
    return not lower.endswith((".py", ".html", ".htm")) and b'"cell_type"' in data


def _both_sides(path: str, text: bytes, whole: str, encoding: str) -> Iterator[Source]:
    """A text as a source; both of its sides where a merge was left unfinished."""
    sides = sides_of_a_merge(whole)
    if sides is None:
        yield Source(path, path, text, encoding, definitions(whole))
        return
    for which, side in zip(("first", "second"), sides, strict=True):
        name = f"{path}, {which} side of the merge"
        yield Source(name, path, side.encode(), encoding, definitions(side))
