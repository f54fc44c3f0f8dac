"""Functions that a student wrote into the cells of a notebook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.submissions.asked import Asked
from autograder.submissions.definitions import (
    defined_by,
    definitions,
    imported_names,
    is_whole,
    statements,
)
from autograder.submissions.notebook_cells import Cells

_WRITEFILE = re.compile(r"\s*%%(?:writefile|file)\s+(?P<append>-a\s+)?[\"']?(?P<name>[^\"'\n]+)")
_WORD = re.compile(r"\w+")
_OTHER_LANGUAGE = re.compile(r"\s*%%(?!(?:time|timeit|capture|prun)\b)")
_MAGIC = re.compile(r"^[ \t]*(?:%%?[A-Za-z]|!).*$", re.MULTILINE)
_LITERAL = re.compile(  # possessive, so that no text takes long
    r"\w+(?: , \w+)*+ = (?:[-+\[\](){},:]|[\d.][\w.]*+|True|False|None|[\"'][^\"']*+[\"']| )++"
)
_IMPORTS = ("import ", "from ")
_MAX_READ = 200_000  # characters of a notebook's code
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


@dataclass(frozen=True)
class _Statement:
    """A statement of a cell.

    Attributes:
        names: what it defines or imports; () for an import of everything.
        line: its first logical line.
        text: as it stands.
    """

    names: tuple[str, ...]
    line: str
    text: str


def with_cells(
    base: str,
    wanted: Sequence[str],
    notebook: Cells,
    asked: Asked,
    module: str,
    *,
    careful: bool,
) -> tuple[str, tuple[str, ...]]:
    """A module's text, and below it the functions that it lacks and a notebook's cells define.

    Imports, literal constants and helper functions of the cells come along where these functions
    name them; no other statement of a notebook does, since those are experiments. What the
    released cells import comes along likewise.

    Args:
        base: the module's own text.
        wanted: functions that are not written in it.
        notebook: where they may stand.
        asked: which cells were released.
        module: which is built; it cannot import itself.
        careful: whether a text that breaks off is left out, since the module holds other work.

    Returns:
        The text, and which of the wanted functions were found; the base itself and () if none.
    """
    if not any(name in cell.source for cell in notebook.cells for name in wanted):
        return base, ()
    own = definitions(base)
    known = {*own.lines, *own.imported}
    last: dict[tuple[str, ...], _Statement] = {}  # what was defined last counts, at its place
    found: set[str] = set()
    for one in _students_statements(notebook, asked):
        written = "raise NotImplementedError" not in one.text
        answers = written and not set(wanted).isdisjoint(one.names) and not _is_use(one.line, asked)
        comes_along = known.isdisjoint(one.names) and _may_come_along(one.line, module)
        if (answers or comes_along) and (not careful or is_whole(one.text)):
            last.pop(one.names, None)
            last[one.names] = one
            found.update(set(wanted).intersection(one.names) if answers else ())
    if not found:
        return base, ()
    told = "# What follows was taken from the cells of the notebook.\n"
    texts = [one.text for one in _needed(list(last.values()), found)]
    return "\n".join([base, told, *texts]), tuple(sorted(found))


def may_define(name: str, notebook: Cells, asked: Asked) -> bool:
    """True if a function seems to be written in a cell, whatever cell, and however it reads."""
    defined = re.compile(rf"(?:def|class) {re.escape(name)}\b|^[ \t]*{re.escape(name)} = ", re.M)
    return any(
        defined.search(cell.source) and "raise NotImplementedError" not in cell.source
        for cell in notebook.cells
        if cell.source.strip() not in asked.cells
    )


def _needed(statements: Sequence[_Statement], names: set[str]) -> list[_Statement]:
    """The statements that define names, and those that define what they name, in their order."""
    taken: set[int] = set()
    while True:
        more = {
            number
            for number, one in enumerate(statements)
            if number not in taken and (not one.names or not names.isdisjoint(one.names))
        }
        if not more:
            return [statements[number] for number in sorted(taken)]
        taken |= more
        names = {word for number in more for word in _WORD.findall(statements[number].text)}


def _students_statements(notebook: Cells, asked: Asked) -> Iterator[_Statement]:
    """What the student's own cells define or import, and what the released ones import."""
    room = _MAX_READ
    for cell in notebook.cells:
        if cell.kind != "code" or _OTHER_LANGUAGE.match(cell.source):
            continue
        room -= len(cell.source)
        if room < 0:
            return
        released = cell.source.strip() in asked.cells
        for one in _definitions_in(cell.source):
            if not released or (one.names and one.line.startswith(_IMPORTS)):
                yield one


@lru_cache(maxsize=200)  # for each module a cell is asked for twice
def _definitions_in(source: str) -> tuple[_Statement, ...]:
    """The statements of a cell that define or import something."""
    found = []
    for line, text in statements(_MAGIC.sub("", source) + "\n"):
        imports = line.startswith(_IMPORTS)
        names = imported_names(line) if imports else defined_by(line)
        if names or imports:
            found.append(_Statement(names, line, text))
    return tuple(found)


def _may_come_along(line: str, module: str) -> bool:
    """True for a function, a class, a literal, and an import of another module."""
    return (
        line.startswith(("def ", "class ", "async def "))
        or _LITERAL.fullmatch(line) is not None
        or _is_outside_import(line, module)
    )


def _is_use(line: str, asked: Asked) -> bool:
    """True for an import of what the assignment asks for or brings: it defines nothing."""
    match = _IMPORT.match(line)
    return match is not None and (match[1] or match[2]) in {*asked.modules, *asked.brought}


def _is_outside_import(line: str, module: str) -> bool:
    """True for an import of anything but the module that is built."""
    match = _IMPORT.match(line)
    return match is not None and (match[1] or match[2]) != module
