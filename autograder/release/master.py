"""The notebook of an assignment as its author wrote it: a percent script or an .ipynb file."""

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext  # type: ignore[import-untyped] # it has no types
import nbformat

from autograder.authors.exercise import AuthorError

_MARKER = re.compile(r"\s*#\s*(?:%%+(?:\s.*)?|<codecell>\s*|In\[[0-9 ]*\]:?\s*)")

# What jupytext notes for itself, and what it makes of a title.
_OF_JUPYTEXT = {"title", "cell_depth", "region_name", "cell_marker", "lines_to_next_cell"}


@dataclass(frozen=True)
class Cell:
    """One cell of a master.

    Attributes:
        kind: "code", "markdown" or "raw".
        source: its text.
        options: what the author set on it, long or short form, not looked into yet.
        file: the master.
        where: "file:line" of its marker in a script, "file: cell 3" in a notebook.
        top: number of the line on which the source begins; 0 in a notebook, where the lines of
            a cell are counted within the cell.
        attachments: pictures pasted into a markdown cell.
    """

    kind: str
    source: str
    options: Mapping[str, Any]
    file: Path
    where: str
    top: int = 0
    attachments: Mapping[str, Any] = field(default_factory=dict)

    def line(self, index: int) -> str:
        """The place of the line of its source with that index."""
        if self.top:
            return f"{self.file}:{self.top + index}"
        return f"{self.where}, line {index + 1}"


def find_master(folder: Path) -> Path:
    """The notebook master of an assignment: <name>.py or <name>.ipynb.

    Raises:
        AuthorError: there is none, or there are both.
    """
    script, notebook = (folder / f"{folder.name}{suffix}" for suffix in (".py", ".ipynb"))
    if script.is_file() and notebook.is_file():
        raise AuthorError(
            f"{script}:1: {notebook.name} stands beside it; keep one of them as the master"
        )
    if not script.is_file() and not notebook.is_file():
        raise AuthorError(
            f"{script}: this file is missing; write the notebook there as a percent script, or"
            f" as {notebook.name}"
        )
    return script if script.is_file() else notebook


def read_master(path: Path) -> tuple[Cell, ...]:
    """The cells of a master, in order.

    Raises:
        AuthorError: the file cannot be read as a notebook, or a script sets an option that
            cannot be understood.
    """
    return _read_script(path) if path.suffix == ".py" else _read_notebook(path)


def _read_script(path: Path) -> tuple[Cell, ...]:
    text = path.read_text(encoding="utf-8")
    try:
        cells = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:  # jupytext lets through what its parsers of YAML and text raise
        raise AuthorError(f"{path}:1: jupytext cannot read this script: {error}") from error
    markers = _marker_lines(text, [cell.source for cell in cells], path)
    return tuple(_script_cell(cell, path, line) for cell, line in zip(cells, markers, strict=True))


def _script_cell(cell: Any, path: Path, marker: int) -> Cell:
    where = f"{path}:{max(marker, 1)}"
    options = {key: value for key, value in cell.metadata.items() if key not in _OF_JUPYTEXT}
    if "incorrectly_encoded_metadata" in options:
        raise AuthorError(
            f"{where}: cannot read the options {options['incorrectly_encoded_metadata']!r}; write"
            ' them as key="text" or key=number'
        )
    # A markdown cell may be written as a string, whose quotes take a line of their own.
    top = marker + (2 if "cell_marker" in cell.metadata else 1)
    return Cell(cell.cell_type, cell.source, options, path, where, top)


def _marker_lines(text: str, sources: Sequence[str], path: Path) -> list[int]:
    """Numbers of the lines that begin the cells, counted from 1.

    Text before the first marker is a cell as well, which begins above its first line.
    """
    lines = text.removesuffix("\n").split("\n")
    markers = [number for number, line in enumerate(lines, 1) if _MARKER.fullmatch(line)]
    if len(markers) == len(sources) - 1:
        markers.insert(0, _above_first_text(lines, sources[0]))
    if len(markers) != len(sources):
        raise AuthorError(
            f"{path}:1: jupytext reads {len(sources)} cells where {len(markers)} lines look like"
            " the marker of one; keep lines that begin with # %% out of strings and code blocks"
        )
    return markers


def _above_first_text(lines: Sequence[str], source: str) -> int:
    fences = [number for number, line in enumerate(lines, 1) if line.rstrip() == "# ---"]
    above = fences[1] if len(fences) > 1 and not "".join(lines[: fences[0] - 1]).strip() else 0
    while not lines[above].strip():
        above += 1
    blank = len(source) - len(source.lstrip("\n"))
    return above - blank


def _read_notebook(path: Path) -> tuple[Cell, ...]:
    try:
        with warnings.catch_warnings():
            # nbformat warns of missing and double cell ids; ours are derived anew.
            warnings.simplefilter("ignore")
            text = path.read_text(encoding="utf-8")
            json.loads(text)  # for the line of a mistake, which nbformat does not tell
            notebook = nbformat.reads(text, as_version=4)
            nbformat.validate(notebook)
    except json.JSONDecodeError as error:
        raise AuthorError(f"{path}:{error.lineno}: this is not JSON: {error.msg}") from error
    except Exception as error:  # nbformat raises errors of many kinds, KeyError among them
        what = str(error).partition("\n")[0] or type(error).__name__
        raise AuthorError(
            f"{path}:1: this is not a valid notebook ({what}); open and save it in Jupyter"
        ) from error
    return tuple(
        Cell(
            cell.cell_type,
            cell.source,
            cell.metadata,
            path,
            f"{path}: cell {number}",
            attachments=cell.get("attachments", {}),
        )
        for number, cell in enumerate(notebook.cells, 1)
    )
