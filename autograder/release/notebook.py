"""The notebook that nbgrader generates the release from, built from a master."""

import difflib
import hashlib
from collections.abc import Sequence
from typing import Any

import nbformat

from autograder.assignments.assignment import Assignment
from autograder.authors.exercise import AuthorError
from autograder.release.generated import generate
from autograder.release.master import Cell
from autograder.release.regions import Region, find_regions
from autograder.release.roles import Role, read_role

_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def build_notebook(cells: Sequence[Cell], assignment: Assignment) -> dict[str, Any]:
    """The notebook with its solution regions and nbgrader's metadata, as a JSON document.

    The same cells give the same notebook: ids are derived from what the cells say, and outputs,
    execution counts and other metadata are left out.

    Raises:
        AuthorError: the cells do not fit each other or the exercises of checks.py.
    """
    cells = [generate(cell, assignment) for cell in cells]
    roles = [read_role(cell) for cell in cells]
    _match_exercises(cells, roles, assignment)
    # The text of an answer stays out of its id: an id is released, even if only as a hash.
    keys = [
        f"{assignment.name}/{cell.kind}/{role.grade_id if role else _told_apart(cell)}"
        for cell, role in zip(cells, roles, strict=True)
    ]
    built = []
    for index, (cell, role) in enumerate(zip(cells, roles, strict=True)):
        text = f"{keys[index]}/{keys[:index].count(keys[index])}"  # the same text may come twice
        identity = hashlib.sha256(text.encode()).hexdigest()[:12]
        built.append(_node(cell, role, identity, assignment))
    notebook = {"cells": built, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise AuthorError(
            f"{cells[0].file}:1: the notebook is not valid: {error.message}"
        ) from error
    return notebook


def _told_apart(cell: Cell) -> str:
    """What tells an ordinary cell from others; the text of a generated one depends on settings."""
    return str(cell.options.get("cell", cell.source))


def _node(cell: Cell, role: Role | None, identity: str, assignment: Assignment) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if tags := cell.options.get("tags"):
        metadata["tags"] = tags
    if "cell" in cell.options:
        metadata["deletable"] = False  # JupyterLab heeds it
    if role:
        graded = role.kind == "grade"
        points = assignment.exercise(role.grade_id).points if graded else role.points
        metadata["nbgrader"] = role.metadata(points)
    node: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": identity,
        "metadata": metadata,
        "source": _with_scheme_in_solution(cell, role),
    }
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    if cell.attachments:
        node["attachments"] = cell.attachments
    return node


def _match_exercises(
    cells: Sequence[Cell], roles: Sequence[Role | None], assignment: Assignment
) -> None:
    names = [exercise.name for exercise in assignment.exercises]
    first: dict[str, Cell] = {}
    for cell, role in zip(cells, roles, strict=True):
        if role is None:
            continue
        if role.grade_id in first:
            raise AuthorError(
                f"{cell.where}: {role.grade_id} is also the name of the cell at"
                f" {first[role.grade_id].where}; give one of them another"
            )
        first[role.grade_id] = cell
        if role.kind == "grade" and role.grade_id not in names:
            near = difflib.get_close_matches(role.grade_id, names, 1)
            advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise AuthorError(f"{cell.where}: checks.py has no exercise {role.grade_id}; {advice}")
    graded = {role.grade_id for role in roles if role and role.kind == "grade"}
    for name in names:
        if name not in graded:
            raise AuthorError(
                f"{_declared_at(name, assignment)}: the exercise {name} has no cell; add one that"
                f' begins with # %% grade="{name}" to the notebook'
            )


def _declared_at(exercise: str, assignment: Assignment) -> str:
    quoted = (f'"{exercise}"', f"'{exercise}'")
    for path in sorted(assignment.folder.glob("checks*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if any(text in line for text in quoted):
                return f"{path}:{number}"
    return f"{assignment.folder / 'checks.py'}:1"


def _with_scheme_in_solution(cell: Cell, role: Role | None) -> str:
    """The source of a cell, its marking scheme moved into its solution region.

    nbgrader knows a marking scheme in a task only, and would refuse one in an answer; within
    the solution it goes when that goes.
    """
    lines = cell.source.split("\n")
    solutions, schemes = _regions(cell, lines, role.kind if role else None)
    outside = [s for s in schemes if not any(s.begin in solution for solution in solutions)]
    if not solutions or not outside:
        return cell.source
    moved = [line for scheme in outside for line in lines[scheme.begin : scheme.end + 1]]
    kept = [
        (index, line)
        for index, line in enumerate(lines)
        if not any(index in scheme for scheme in outside)
    ]
    end = solutions[-1].end
    before = [line for index, line in kept if index < end]
    after = [line for index, line in kept if index >= end]
    return "\n".join([*before, *moved, *after]).rstrip("\n")


def _regions(
    cell: Cell, lines: Sequence[str], kind: str | None
) -> tuple[Sequence[Region], Sequence[Region]]:
    """The solution regions and the marking schemes of a cell, where they are allowed."""
    solutions = find_regions(lines, cell.line)
    schemes = find_regions(lines, cell.line, "MARK SCHEME")
    for hidden in find_regions(lines, cell.line, "HIDDEN TESTS"):
        raise AuthorError(
            f"{cell.line(hidden.begin)}: feedback pages would show hidden tests; write a hidden"
            " check in checks.py instead"
        )
    advice = 'add answer="name" points=2 to the marker of the cell'
    for solution in solutions:
        if kind not in ("answer", "solution"):
            where = cell.line(solution.begin)
            raise AuthorError(f"{where}: a solution region belongs in an answer; {advice}")
    for scheme in schemes:
        where = cell.line(scheme.begin)
        if kind not in ("answer", "task"):
            raise AuthorError(f"{where}: a marking scheme belongs in an answer or a task; {advice}")
        if any(_cross(scheme, solution) for solution in solutions):
            raise AuthorError(
                f"{where}: this marking scheme crosses a solution region; write it inside the"
                " region or after it"
            )
    return solutions, schemes


def _cross(scheme: Region, solution: Region) -> bool:
    apart = scheme.end < solution.begin or solution.end < scheme.begin
    inside = solution.begin < scheme.begin and scheme.end < solution.end
    return not apart and not inside
