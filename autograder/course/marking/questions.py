"""The questions of an assignment that a person marks, with model answer and marking scheme."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.assignments.layout import Layout
from autograder.release.master import Cell, find_master, read_master
from autograder.release.regions import Region, find_regions
from autograder.release.roles import Role, read_role

_POINT = re.compile(
    r"(?:[-*]\s+)?(?P<points>\d+(?:[.,]\d+)?|half an?)\s+points?\b\s*(?:for\b|[:.])?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Point:
    """A point of a marking scheme, or several that are given together.

    Attributes:
        points: how many.
        text: what for, in markdown.
    """

    points: float
    text: str


@dataclass(frozen=True)
class Question:
    """What a person marks: a written answer, or a task.

    Attributes:
        name: of its cell.
        notebook: that it stands in.
        points: that it is worth.
        task: whether the answer stands in the cells that follow.
        asked: the text above it, in markdown; that of a task itself.
        model: the model answer.
        code: whether the answer is code.
        scheme: the points of the marking scheme, one by one; none where it is not so written.
        remarks: what else the marking scheme says.
    """

    name: str
    notebook: str
    points: float
    task: bool = False
    asked: str = ""
    model: str = ""
    code: bool = False
    scheme: tuple[Point, ...] = field(default=())
    remarks: str = ""


def questions_of(layout: Layout, assignment: str) -> tuple[Question, ...]:
    """The questions of an assignment, in their order.

    Raises:
        AuthorError: the master cannot be read.
    """
    master = find_master(layout.solutions / assignment)
    cells = read_master(master)
    return tuple(
        _question(cells, index, role, master.stem)
        for index, cell in enumerate(cells)
        if (role := read_role(cell)) and role.kind in ("answer", "task")
    )


def read_scheme(text: str) -> tuple[tuple[Point, ...], str]:
    """The points of a marking scheme, and what stands above the first one.

    A point begins a line with its number, as in "1 point: the two cases" or "- 2 points for ...".
    """
    remarks: list[str] = []
    points: list[tuple[float, list[str]]] = []
    for line in text.strip().splitlines():
        if match := _POINT.match(line):
            points.append((_number(match["points"]), [line[match.end() :]]))
        else:
            (points[-1][1] if points else remarks).append(line)
    return (
        tuple(Point(number, "\n".join(lines).strip()) for number, lines in points),
        "\n".join(remarks).strip(),
    )


def _number(text: str) -> float:
    return 0.5 if text.lower().startswith("half") else float(text.replace(",", "."))


def _question(cells: Sequence[Cell], index: int, role: Role, notebook: str) -> Question:
    cell = cells[index]
    lines = cell.source.split("\n")
    schemes = find_regions(lines, cell.line, "MARK SCHEME")
    solutions = find_regions(lines, cell.line)
    inside = [n for n in range(len(lines)) if any(n in region for region in schemes)]
    scheme, remarks = read_scheme("\n".join(_within(lines, schemes)))
    task = role.kind == "task"
    rest = "\n".join(line for n, line in enumerate(lines) if n not in inside).strip()
    model = "\n".join(_within(lines, solutions, inside)).strip() if solutions else rest
    above = cells[index - 1] if index and cells[index - 1].kind == "markdown" else None
    return Question(
        role.grade_id,
        notebook,
        float(role.points or 0),
        task,
        rest if task else (above.source if above else ""),
        "" if task else model,
        cell.kind == "code",
        scheme,
        remarks,
    )


def _within(
    lines: Sequence[str], regions: Sequence[Region], without: Sequence[int] = ()
) -> Iterator[str]:
    for region in regions:
        for number in range(region.begin + 1, region.end):
            if number not in without:
                yield lines[number]
