"""Releases the assignments whose masters are other than when they were released."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.assignments.assignment import Assignment
from autograder.assignments.layout import Layout

if TYPE_CHECKING:
    from autograder.release.publishing import Released


def release_stale(layout: Layout, assignment: Assignment) -> "Released | None":
    """Release an assignment that was never released, or from other masters than it has now.

    Returns:
        The release; None where there was nothing to do.

    Raises:
        AuthorError: it cannot be released.
    """
    name = assignment.name
    mark = layout.recorded(name) / "released"
    masters = _masters(layout.solutions / name)
    gradebook = layout.gradebook
    kept = gradebook is None or gradebook.exists()
    present = kept and (layout.course / "release" / name).is_dir()
    if present and mark.is_file() and mark.read_text(encoding="ascii") == masters:
        return None
    from autograder.release.publishing import publish  # jupytext takes half a second to import

    released = publish(layout, assignment)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(masters, encoding="ascii")
    return released


def _masters(folder: Path) -> str:
    """A hash of all that an author wrote for an assignment."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        if path.is_file() and path.suffix in (".py", ".ipynb"):
            digest.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
