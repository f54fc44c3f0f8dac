"""What students wrote for a question, as harmless HTML, and which answers are equal."""

import hashlib
import html
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.assignments.layout import Layout
from autograder.course.marking.questions import Question
from autograder.gradebook.markdown import to_html

_MISSING = "<p><em>There is no such cell in the notebook.</em></p>"


@dataclass(frozen=True)
class Written:
    """What a student wrote for a question.

    Attributes:
        html: to be shown; nothing in it can run.
        same: equal for answers that are to be marked alike.
        digest: a hash of the very text and pictures.
        blank: whether it is as it was released.
    """

    html: str
    same: str
    digest: str
    blank: bool = False


def notebook(layout: Layout, assignment: str, question: Question, student: str) -> Path:
    """The notebook that nbgrader recorded."""
    return layout.course / "autograded" / student / assignment / f"{question.notebook}.ipynb"


def stamp_of(path: Path) -> tuple[int, ...] | None:
    """What is another one when a file was written anew; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def written(layout: Layout, assignment: str, question: Question, student: str) -> Written:
    """What a student wrote, as nbgrader recorded it."""
    cells = _cells(notebook(layout, assignment, question, student), question)
    if not cells:
        return Written(_MISSING, "missing", "missing", blank=True)
    text = json.dumps([[c.cell_type, c.source, c.get("attachments", {})] for c in cells])
    digest = hashlib.sha256(text.encode()).hexdigest()
    blank = not question.task and _untouched(cells[0])
    same = "blank" if blank else _same(cells)
    return Written("".join(map(_html, cells)), same, digest, blank)


def grouped(answers: Mapping[str, Written], states: Mapping[str, Any]) -> list[list[str]]:
    """Students whose answers are equal and stand alike in the gradebook; the largest first.

    Args:
        answers: by student.
        states: what the gradebook holds, by student.
    """
    groups: dict[tuple[str, Any], list[str]] = {}
    for student in sorted(answers):
        groups.setdefault((answers[student].same, states[student]), []).append(student)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _cells(path: Path, question: Question) -> Sequence[NotebookNode]:
    """The cells that hold the answer; none where there is no such cell."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        cells = nbformat.from_dict(document).cells
    except (OSError, ValueError, AttributeError):
        return ()
    for index, cell in enumerate(cells):
        if _name(cell) == question.name:
            return _answering(cells[index + 1 :]) if question.task else [_joined(cell)]
    return ()


def _answering(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The cells that follow a task, as far as the next one that nbgrader knows."""
    found: list[NotebookNode] = []
    for cell in cells:
        if _name(cell):
            break
        found.append(_joined(cell))
    return found


def _joined(cell: NotebookNode) -> NotebookNode:
    if isinstance(cell.source, list):  # as a notebook lies on disk
        cell.source = "".join(cell.source)
    return cell


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _untouched(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("checksum") == compute_checksum(cell))


def _same(cells: Iterable[NotebookNode]) -> str:
    """A hash of the texts, in which space counts in code alone, and of the pictures."""
    parts = []
    for cell in cells:
        text = unicodedata.normalize("NFC", cell.source)
        code = cell.cell_type == "code"
        kept = text.rstrip() if code else " ".join(text.split())
        parts.append([cell.cell_type, kept, cell.get("attachments", {})])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _html(cell: NotebookNode) -> str:
    if cell.cell_type == "markdown":
        return to_html(cell.source, cell.get("attachments", {}))
    outputs = [text for output in cell.get("outputs", ()) if (text := _output(output))]
    return f"<pre>{html.escape(cell.source)}</pre>" + "".join(outputs)


def _output(output: NotebookNode) -> str:
    """An output, which recording left as text or as a PNG."""
    data = output.get("data", {})
    if "image/png" in data:
        picture = html.escape("".join(data["image/png"]))
        return f'<img alt="a picture that the code drew" src="data:image/png;base64,{picture}">'
    text = output.get("text") or data.get("text/plain") or output.get("evalue") or ""
    return f"<pre>{html.escape(''.join(text))}</pre>" if text else ""
