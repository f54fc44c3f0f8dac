"""The roles of nbgrader's cells, as an author's options set them.

The short form sets one option on the marker of a cell::

    # %% grade="dropout_forward"                  the cell in which an exercise gets its score
    # %% [markdown] answer="why" points=2         an answer that a person marks
    # %% [markdown] task="essay" points=3         a task whose answers go into other cells
    # %% [markdown] locked="the_rules"            a cell that students cannot edit
    # %% cell="begin"                             a cell that release writes: see generated.py

The long form is the nbgrader={...} that nbgrader's own toolbar writes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.authors.exercise import AuthorError
from autograder.release.master import Cell

Kind = Literal["grade", "answer", "solution", "task", "locked"]

_SHORT: tuple[Kind, ...] = ("grade", "answer", "task", "locked")
_OPTIONS = {*_SHORT, "cell", "points", "tags", "nbgrader"}

_FLAGS: Mapping[Kind, Mapping[str, bool]] = {
    "grade": {"grade": True, "solution": False, "locked": True, "task": False},
    "answer": {"grade": True, "solution": True, "locked": False, "task": False},
    "solution": {"grade": False, "solution": True, "locked": False, "task": False},
    "task": {"grade": False, "solution": False, "locked": True, "task": True},
    "locked": {"grade": False, "solution": False, "locked": True, "task": False},
}


@dataclass(frozen=True)
class Role:
    """The role of a cell in nbgrader.

    Attributes:
        kind: "grade" for the cell of an exercise, "answer" for one marked by hand, "solution"
            for one that students write and nobody marks, "task" and "locked" as in nbgrader.
        grade_id: its name in the gradebook.
        points: set for an answer and a task. Those of an exercise come from checks.py.
    """

    kind: Kind
    grade_id: str
    points: float | None = None

    def metadata(self, points: float | None) -> dict[str, Any]:
        """The cell's nbgrader metadata, with the points that it is worth."""
        data = {"grade_id": self.grade_id, "schema_version": 3, **_FLAGS[self.kind]}
        if points is not None:
            data["points"] = int(points) if float(points).is_integer() else points
        return data


def read_role(cell: Cell) -> Role | None:
    """The role that a cell's options give it, or None for an ordinary cell.

    Raises:
        AuthorError: the options are unknown, contradict each other, or lack something.
    """
    # Jupyter's own tools leave all sorts of metadata in an .ipynb, and only there.
    unknown = sorted(set(cell.options) - _OPTIONS)
    if unknown and cell.file.suffix == ".py":
        raise AuthorError(
            f"{cell.where}: there is no option {unknown[0]!r}; the options are"
            f" {', '.join(sorted(_OPTIONS))}"
        )
    if "cell" in cell.options:
        if others := sorted(set(cell.options) & _OPTIONS - {"cell", "tags"}):
            raise AuthorError(
                f"{cell.where}: release writes this cell, and nobody marks it; drop {others[0]}"
            )
        return None
    short = [kind for kind in _SHORT if kind in cell.options]
    if len(short) + ("nbgrader" in cell.options) > 1:
        both = " and ".join([*short, *(["nbgrader"] if "nbgrader" in cell.options else [])])
        raise AuthorError(f"{cell.where}: {both} are set on one cell; keep one of them")
    role = _short_form(cell, short[0]) if short else _long_form(cell)
    if role is None and "points" in cell.options:
        raise AuthorError(
            f'{cell.where}: points are set on a cell that nobody marks; add answer="name" or'
            " drop them"
        )
    if role:
        _validate(role, cell)
    return role


def _short_form(cell: Cell, kind: Kind) -> Role:
    points = cell.options.get("points")
    if kind in ("grade", "locked") and points is not None:
        why = "come from checks.py" if kind == "grade" else "mean nothing on a locked cell"
        raise AuthorError(f"{cell.where}: its points {why}; drop points={points}")
    return Role(kind, cell.options[kind], points)


def _long_form(cell: Cell) -> Role | None:
    data = cell.options.get("nbgrader")
    if data is None:
        return None
    if not isinstance(data, Mapping) or data.get("schema_version") != 3:
        raise AuthorError(
            f"{cell.where}: this is not nbgrader metadata of version 3; write it with nbgrader's"
            " toolbar, or run `nbgrader update` on the notebook"
        )
    grade, solution, task, locked = (
        data.get(flag, False) is True for flag in ("grade", "solution", "task", "locked")
    )
    kind: Kind
    if task:
        kind = "task"
    elif solution:
        kind = "answer" if grade else "solution"
    elif grade or locked:
        kind = "grade" if grade else "locked"
    else:
        return None
    points = data.get("points") if kind in ("answer", "task") else None
    return Role(kind, data.get("grade_id", ""), points)


def _validate(role: Role, cell: Cell) -> None:
    if not isinstance(role.grade_id, str) or not re.fullmatch(r"[A-Za-z0-9_-]+", role.grade_id):
        raise AuthorError(
            f"{cell.where}: {role.grade_id!r} is not a name for a cell; use letters, digits, _"
            " and - only"
        )
    wrong_kind = {"grade": "markdown", "solution": "markdown", "task": "code"}.get(role.kind)
    if cell.kind in (wrong_kind, "raw"):
        wanted = "markdown" if role.kind == "task" else "code"
        raise AuthorError(
            f"{cell.where}: {role.grade_id} is a {cell.kind} cell; a cell of this role is {wanted}"
        )
    if role.kind in ("answer", "task") and not _positive(role.points):
        raise AuthorError(
            f"{cell.where}: {role.grade_id} is marked by a person and has no points; add points=2,"
            " say"
        )


def _positive(points: Any) -> bool:
    return isinstance(points, int | float) and not isinstance(points, bool) and points > 0
