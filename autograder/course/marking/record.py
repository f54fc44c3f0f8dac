"""Who gave which mark and when: a file to which lines are only ever added."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.assignments.layout import make_private


@dataclass(frozen=True)
class State:
    """What the gradebook holds of an answer.

    Attributes:
        mark: that a person gave; None where nobody did.
        comment: of a person; "" where there is none.
        asked: whether a person is asked for a mark.
    """

    mark: float | None = None
    comment: str = ""
    asked: bool = True


@dataclass(frozen=True)
class Line:
    """One change of one mark.

    Attributes:
        batch: equal for what was written together.
        at: when, in UTC.
        marker: who.
        notebook: that the question stands in.
        cell: the question.
        student: whose answer.
        before: what the gradebook held.
        after: what it holds since then.
        undoes: the batch that this one takes back, or "".
    """

    batch: str
    at: str
    marker: str
    notebook: str
    cell: str
    student: str
    before: State
    after: State
    undoes: str = ""


@dataclass(frozen=True)
class Record:
    """The lines of an assignment.

    Attributes:
        path: of the file; made when the first line is written.
    """

    path: Path

    def lines(self) -> tuple[Line, ...]:
        """All lines that were written to their end, the oldest first."""
        try:
            texts = self.path.read_text(encoding="utf-8").splitlines()
        except OSError:
            return ()
        read = [_document(text) for text in texts]
        failed = {one["failed"] for one in read if "failed" in one}
        found = (_line(one) for one in read)
        return tuple(line for line in found if line and line.batch not in failed)

    def add(self, lines: Iterable[Line]) -> None:
        """Add lines, which are on the disk when this returns."""
        self._add([asdict(line) for line in lines])

    def add_failed(self, batch: str) -> None:
        """Say that the gradebook did not take what a batch says."""
        self._add([{"failed": batch}])

    def last(self, marker: str, notebook: str, cell: str) -> tuple[Line, ...]:
        """What a marker wrote last for a question and did not take back; () where nothing is."""
        batches: dict[str, list[Line]] = {}
        for line in self.lines():
            if (line.marker, line.notebook, line.cell) != (marker, notebook, cell):
                continue
            if line.undoes:
                batches.pop(line.undoes, None)
            else:
                batches.setdefault(line.batch, []).append(line)
        return tuple(next(reversed(batches.values()), ()))

    def _add(self, documents: Iterable[dict[str, Any]]) -> None:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents)
        make_private(self.path)
        with self.path.open("a+b") as file:
            if file.seek(0, os.SEEK_END):  # a line that a kill cut short stays alone
                file.seek(-1, os.SEEK_END)
                text = text if file.read(1) == b"\n" else f"\n{text}"
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _line(document: dict[str, Any]) -> Line | None:
    try:
        before, after = (State(**document[key]) for key in ("before", "after"))
        return Line(**{**document, "before": before, "after": after})
    except (KeyError, TypeError):
        return None
