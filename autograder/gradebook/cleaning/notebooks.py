"""Reads a submitted notebook whatever became of it, and keeps every cell that can be read."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from autograder.gradebook.cleaning.outputs import tidy_text
from autograder.submissions.encodings import decode
from autograder.worker.nesting import without_depths

MAX_BYTES = 100 << 20  # of a notebook, most of it outputs
MAX_CELLS = 1000
MAX_SOURCE = 1 << 20  # characters of all cells together

_MAX_WITH_OUTPUTS = 20 << 20
_MAX_OBJECTS = 200_000  # lists and dictionaries; a thousand honest cells have about a tenth
_LONGEST_CUT = 20_000  # characters left of a cell, where all together are too long


class NotebookError(Exception):
    """No cell can be read; the message says why."""


@dataclass(frozen=True)
class Mended:
    """A notebook that nbgrader can read.

    Attributes:
        text: of the file; None where what was handed in is good as it is.
        why: what had to be mended, in a few words.
    """

    text: str | None
    why: str = ""


def mend(data: bytes) -> Mended:
    """Look whether a notebook can be graded as it is, and put it right otherwise.

    Raises:
        NotebookError: there is nothing to put right.
    """
    if data.count(b"{") + data.count(b"[") > _MAX_OBJECTS:
        raise NotebookError("it holds far more parts than a notebook has")
    text, encoding = decode(data)
    shallow = without_depths(text)
    document = _parse(shallow)
    whole = _convert(document) if shallow == text else None
    if whole is None:
        cells, why = (
            list(_salvage(document)),
            "it is damaged, and every cell that can be read was kept",
        )
    else:
        cells, why = whole.cells, ""
    if len(data) > _MAX_WITH_OUTPUTS:
        why = f"it is larger than {_MAX_WITH_OUTPUTS >> 20} MiB, and its outputs were left out"
        for cell in cells:
            cell.pop("attachments", None)
            if cell.cell_type == "code":
                cell.outputs = []
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        why = f"it is too long, and the beginnings of {MAX_CELLS} cells were kept"
        cells = cells[:MAX_CELLS]
        for cell in cells:
            cell.source = tidy_text(cell.source, _LONGEST_CUT)
    why = why or (f"it is written as {encoding}" if encoding else "") or _version(document)
    if not why:
        return Mended(None)
    return Mended(_written(cells), why)


def _parse(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text, strict=False)
    except ValueError:
        raise NotebookError("it is not a valid notebook") from None
    if not isinstance(document, dict):
        raise NotebookError("it is not a valid notebook")
    return document


def _convert(document: dict[str, Any]) -> NotebookNode | None:
    """The notebook in today's version; None where its parts do not fit together."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of nbformat, which repairs missing cell ids
            known = document | {"nbformat": 4} if _major(document) > 4 else document
            notebook: NotebookNode = nbformat.reads(json.dumps(known), as_version=4)
            nbformat.validate(notebook, relax_add_props=True)
            return notebook
    except Exception:  # whatever nbformat raises over a file that is no notebook
        return None


def _version(document: dict[str, Any]) -> str:
    major, minor = _major(document), document.get("nbformat_minor")
    if major == 4 and isinstance(minor, int) and 0 <= minor <= v4.nbformat_minor:
        return ""
    return f"its format is {str(major)[:9]}.{str(minor)[:9]}"


def _major(document: dict[str, Any]) -> int:
    major = document.get("nbformat")
    return major if isinstance(major, int) else 0


def _salvage(document: dict[str, Any]) -> Iterator[NotebookNode]:
    """Each cell that has a text, and those of its outputs that are whole."""
    found = document.get("cells")
    if not isinstance(found, list):
        sheets = document.get("worksheets")
        found = [
            cell
            for sheet in (sheets if isinstance(sheets, list) else ())
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    cells = [cell for cell in found if isinstance(cell, dict)]
    if not cells:
        raise NotebookError("it has no cells")
    for cell in cells:
        source = _source(cell)
        metadata = _nbgrader_only(cell.get("metadata"))
        if cell.get("cell_type") != "code":
            yield v4.new_markdown_cell(source, metadata=metadata)
            continue
        outputs = cell.get("outputs")
        whole = filter(_is_output, outputs if isinstance(outputs, list) else ())
        yield v4.new_code_cell(
            source, metadata=metadata, outputs=[_node(output) for output in whole]
        )


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    parts = source if isinstance(source, list) else [source]
    return tidy_text("".join(part for part in parts if isinstance(part, str)))


def _nbgrader_only(metadata: Any) -> dict[str, Any]:
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = claim.get("grade_id") if isinstance(claim, dict) else None
    return {"nbgrader": {"grade_id": name}} if isinstance(name, str) else {}


def _node(output: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = nbformat.from_dict(output)
    return node


def _is_output(output: Any) -> bool:
    try:
        nbformat.validate(_node(output), ref="output", version=4, relax_add_props=True)
    except Exception:  # as above
        return False
    return True


def _written(cells: list[NotebookNode]) -> str:
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
        cell.source = tidy_text(cell.source)
    return json.dumps(v4.new_notebook(cells=cells), indent=1)
