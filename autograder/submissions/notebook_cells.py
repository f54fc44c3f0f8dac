"""The cells of a notebook, as far as they can be read, whatever became of its file."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.submissions.definitions import sides_of_a_merge
from autograder.submissions.encodings import decode
from autograder.worker.nesting import without_depths

MAX_CELLS = 1000
MAX_SOURCE = 1 << 20  # characters of all cells together

_MAX_WITH_OUTPUTS = 20 << 20  # bytes of a notebook whose outputs and attachments are kept
_MAX_OBJECTS = 400_000  # lists and dictionaries; a thousand honest cells have about a twentieth
_CELL = re.compile(r'\{\s*"(?:cell_type|attachments|execution_count|id|metadata|source|outputs)"')


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: its text.
        name: nbgrader's grade_id; "" without one.
        id: the format's own; "" without one.
        outputs: as they stand in the file.
        attachments: likewise, by name.
    """

    kind: str
    source: str
    name: str = ""
    id: str = ""
    outputs: Sequence[Mapping[str, Any]] = ()
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cells:
    """What could be read of a notebook.

    Attributes:
        cells: in their order.
        damage: the end of the sentence "the notebook was read, but ..."; "" when it is whole.
        incomplete: whether cells may be missing.
    """

    cells: tuple[Cell, ...]
    damage: str = ""
    incomplete: bool = False


def read_cells(data: bytes) -> Cells | None:
    """The cells of a notebook; None where nothing in a file looks like a cell.

    The file may be cut off, or hold the markers of an unfinished merge: every cell that is whole
    is kept.
    """
    if data.count(b"{") + data.count(b"[") > _MAX_OBJECTS:
        return None
    text, encoding = decode(data)
    shallow = without_depths(text)
    incomplete = shallow != text
    damage = "what lies nested too deep was left out" if incomplete else ""
    found: list[Any] | None
    if sides := sides_of_a_merge(shallow):
        found = _both_sides(*sides)
        damage = "it holds the markers of an unfinished merge, and both sides were kept"
    elif (found := _cells_of(_parsed(shallow))) is None and len(data) <= _MAX_WITH_OUTPUTS:
        found = list(_whole_cells(shallow))
        damage, incomplete = "it is damaged, and each cell that can be read was kept", True
    if not found:
        return None
    with_outputs = len(data) <= _MAX_WITH_OUTPUTS
    if not with_outputs:
        damage = (
            damage or f"it is larger than {_MAX_WITH_OUTPUTS >> 20} MiB, so outputs were left out"
        )
    cells = [_cell(cell, with_outputs) for cell in found if isinstance(cell, dict)]
    short = _first(cells)
    if len(short) < len(cells):
        incomplete = True
        damage = damage or f"it is too long, and its first {len(short)} cells were kept"
    if encoding and not damage:
        damage = f"it is written as {encoding}"
    return Cells(tuple(short), damage, incomplete)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return None


def _both_sides(ours: str, theirs: str) -> list[Any]:
    """The cells of one side of a merge; where the other side differs, its text comes after."""
    sides = [_cells_of(_parsed(side)) or list(_whole_cells(side)) for side in (ours, theirs)]
    first, second = sides
    if len(first) != len(second):
        return max(sides, key=len)
    for cell, other in zip(first, second, strict=True):
        if isinstance(cell, dict) and isinstance(other, dict):
            texts = _text(cell.get("source", "")), _text(other.get("source", ""))
            cell["source"] = "\n\n".join(dict.fromkeys(texts))
    return first


def _cells_of(document: Any) -> list[Any] | None:
    """The cells of a notebook of format 4, or of the worksheets of an older one."""
    if not isinstance(document, dict):
        return None
    if isinstance(cells := document.get("cells"), list):
        return cells
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    inner = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in inner if isinstance(cells, list) for cell in cells]


def _whole_cells(text: str) -> Iterator[Any]:
    """Each cell that stands whole in a text which is no JSON as a whole."""
    decoder = json.JSONDecoder(strict=False)
    place = 0
    while match := _CELL.search(text, place):
        try:
            cell, place = decoder.raw_decode(text, match.start())
        except ValueError:
            place = match.start() + 1
            continue
        if isinstance(cell, dict) and "cell_type" in cell:
            yield cell


def _cell(cell: dict[str, Any], with_outputs: bool) -> Cell:
    metadata = cell.get("metadata")
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = claim.get("grade_id") if isinstance(claim, dict) else None
    kind = cell.get("cell_type")
    outputs, attachments = cell.get("outputs"), cell.get("attachments")
    some = outputs if with_outputs and isinstance(outputs, list) else ()
    return Cell(
        kind if kind in ("code", "raw") else "markdown",
        _text(cell.get("source", cell.get("input", ""))),
        name if isinstance(name, str) else "",
        str(cell.get("id", "")),
        tuple(output for output in some if isinstance(output, dict)),
        attachments if with_outputs and isinstance(attachments, dict) else {},
    )


def _text(source: Any) -> str:
    parts = source if isinstance(source, list) else [source]
    text = "".join(part for part in parts if isinstance(part, str))
    return text.encode("utf-8", "replace").decode()  # without halves of surrogate pairs


def _first(cells: Sequence[Cell]) -> list[Cell]:
    """As many cells from the beginning as one can read."""
    room = MAX_SOURCE
    kept = []
    for cell in cells[:MAX_CELLS]:
        room -= len(cell.source)
        if room < 0:
            break
        kept.append(cell)
    return kept
