"""Functions that a student wrote into the cells of a notebook."""

import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.submissions.asked import Asked
from autograder.submissions.definitions import definitions, statements
from autograder.submissions.notebook_cells import Cells

_WRITEFILE = re.compile(r"\s*%%(?:writefile|file)\s+(?P<append>-a\s+)?[\"']?(?P<name>[^\"'\n]+)")
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_LITERAL = re.compile(r"\w+ = (?:[-+\[\](){},:]|[\d.][\w.]*|True|False|None|[\"'][^\"']*[\"']| )+")
_IMPORT = re.compile(r"from (\w+)|import (\w+)")


def files_in_cells(notebooks: Mapping[str, Cells]) -> dict[str, str]:
    """The texts that cells write into files with %%writefile, by a path that says where."""
    found: dict[str, str] = {}
    for path, notebook in notebooks.items():
        for number, cell in enumerate(notebook.cells, start=1):
            match = _WRITEFILE.match(cell.source) if cell.kind == "code" else None
            if match is None:
                continue
            text = cell.source[match.end() :].partition("\n")[2] + "\n"
            written = [known for known in found if known.startswith(f"{path}, ")]
            name = match["name"].strip()
            same = next((known for known in written if known.endswith(f" ({name})")), None)
            if same is None:
                found[f"{path}, cell {number} ({name})"] = text
            else:
                found[same] = found[same] + text if match["append"] else text
    return found


def with_cells(
    base: str, wanted: Sequence[str], notebook: Cells, asked: Asked
) -> tuple[str, tuple[str, ...]]:
    """A module's text, and below it the functions that it lacks and a notebook's cells define.

    Imports, literal constants and helper functions of the cells come along; no other statement
    of a notebook does, since those are experiments.

    Args:
        base: the module's own text.
        wanted: functions that are not written in it.
        notebook: where they may stand.
        asked: which cells were released.

    Returns:
        The text, and which of the wanted functions were found; the base itself and () if none.
    """
    own = definitions(base)
    parts: dict[str, str] = {}
    found: set[str] = set()
    for line, text in _students_statements(notebook, asked):
        name = next(iter(definitions(text).lines), "")
        if line.startswith(("def ", "class ", "async def ")):
            if name in wanted:
                found.add(name)
            elif name in own.lines or name in own.imported:
                continue
            parts.pop(name, None)  # what was defined last counts, at its place
            parts[name] = text
        elif _is_outside_import(line, asked) or _LITERAL.fullmatch(line):
            parts[line] = text
    if not found:
        return base, ()
    told = "# What follows was taken from the cells of the notebook.\n"
    return "\n".join([base, told, *parts.values()]), tuple(sorted(found))


def _students_statements(notebook: Cells, asked: Asked) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        if cell.kind != "code" or cell.source.strip() in asked.cells:
            continue
        if not cell.source.lstrip().startswith("%%"):
            yield from statements(_MAGIC.sub("", cell.source) + "\n")


def _is_outside_import(line: str, asked: Asked) -> bool:
    """True for an import of anything but the modules that the student writes."""
    match = _IMPORT.match(line)
    return match is not None and (match[1] or match[2]) not in asked.modules
