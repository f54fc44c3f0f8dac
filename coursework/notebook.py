"""The notebook as it was saved: its cells, and what nbgrader's metadata say of them."""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursework.places import notebook_files

_MAGIC = re.compile(r"\s*[%!]")


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook.

    Attributes:
        kind: "code" or "markdown".
        source: its text.
        role: what nbgrader knows of it; {} for an ordinary cell.
    """

    kind: str
    source: str
    role: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name in the gradebook; "" for an ordinary cell."""
        return str(self.role.get("grade_id", ""))

    @property
    def is_check(self) -> bool:
        """True for a cell of visible checks."""
        return self.kind == "code" and bool(self.role.get("grade")) and not self.is_answer

    @property
    def is_answer(self) -> bool:
        """True for a cell in which a student answers."""
        return bool(self.role.get("solution"))

    @property
    def changed(self) -> bool:
        """True if its text is another than in the release."""
        return self.role.get("checksum") not in (None, self._checksum())

    @property
    def is_empty(self) -> bool:
        """True if nothing was written into it."""
        return not self.source.strip() or self.role.get("checksum") == self._checksum()

    @property
    def code(self) -> str:
        """Its source without what only IPython understands."""
        if self.kind != "code" or self.source.lstrip().startswith("%%"):
            return ""
        lines = self.source.splitlines()
        return "\n".join("" if _MAGIC.match(line) else line for line in lines)

    def _checksum(self) -> str:
        """What nbgrader computes (nbgrader.utils.compute_checksum)."""
        flags = [str(bool(self.role.get(flag))) for flag in ("grade", "solution", "locked")]
        points = [str(float(self.role.get("points", 0)))] if self.role.get("grade") else []
        text = "".join((self.source, self.kind, *flags, self.name, *points))
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Notebook:
    """A notebook.

    Attributes:
        data: the bytes of its file.
        cells: in order.
        path: its file; None where the host keeps it and gave it to us.
    """

    data: bytes
    cells: tuple[Cell, ...]
    path: Path | None = None


def parse(data: bytes, path: Path | None = None) -> Notebook:
    """Read a notebook.

    Raises:
        ValueError: it is none.
    """
    document = json.loads(data)
    try:
        cells = [
            Cell(cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("nbgrader", {}))
            for cell in document["cells"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a notebook: {error!r}") from error
    return Notebook(data, tuple(cells), path)


def find(name: str, folder: Path) -> Notebook | None:
    """The notebook of an assignment as it was saved; None where it cannot be found.

    Args:
        name: of the assignment.
        folder: where the student's files lie.
    """
    from_host = _of_colab()
    if from_host is not None:
        return from_host
    expected = folder / f"{name}.ipynb"
    for path in (*notebook_files(), expected, *others(name, folder)):
        if (found := _read(path)) and (path == expected or any(c.is_check for c in found.cells)):
            return found
    return None


def others(name: str, folder: Path) -> Iterator[Path]:
    """Other notebooks of the folder with checks in them, such as copies of the assignment's."""
    for path in sorted(folder.glob("*.ipynb")):
        found = _read(path) if path.stem != name else None
        if found and any(cell.is_check for cell in found.cells):
            yield path


def _read(path: Path) -> Notebook | None:
    try:
        return parse(path.read_bytes(), path)
    except (OSError, ValueError):
        return None


def _of_colab() -> Notebook | None:
    """The notebook as Colab has it, which keeps it where Python does not see its file."""
    if "google.colab" not in sys.modules:
        return None
    try:
        from google.colab import _message  # type: ignore[import-not-found]

        answer = _message.blocking_request("get_ipynb", timeout_sec=30)
        return parse(json.dumps(answer["ipynb"], indent=1).encode())
    except Exception:  # it is not documented, and may change: then the notebook is not found
        return None
