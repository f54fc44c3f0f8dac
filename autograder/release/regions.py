"""Regions of a master that students do not get: ### BEGIN SOLUTION ... ### END SOLUTION."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.authors.exercise import AuthorError

Kind = Literal["SOLUTION", "MARK SCHEME", "HIDDEN TESTS"]

_FENCE = {"SOLUTION": "###", "HIDDEN TESTS": "###", "MARK SCHEME": "==="}


@dataclass(frozen=True)
class Region:
    """Indices of the lines that hold the two markers of a region."""

    begin: int
    end: int

    def __contains__(self, index: int) -> bool:
        return self.begin <= index <= self.end


def find_regions(
    lines: Sequence[str], where: Callable[[int], str], kind: Kind = "SOLUTION"
) -> tuple[Region, ...]:
    """The regions of one kind, from top to bottom.

    Args:
        lines: a module or a cell.
        where: says "file:line" of the line with an index, for the error.
        kind: what the markers say after BEGIN and END.

    Raises:
        AuthorError: a marker has no partner, stands inside another region, encloses nothing or
            is nearly one, so that what it was meant to hide would be released.
    """
    regions: list[Region] = []
    begin: int | None = None
    for index, line in enumerate(lines):
        edge = _marker(line, where(index), kind)
        if edge == "BEGIN":
            if begin is not None:
                raise AuthorError(
                    f"{where(index)}: this region begins inside the one that begins at"
                    f" {where(begin)}; close that one first with {_written('END', kind)}"
                )
            begin = index
        elif edge == "END":
            if begin is None:
                raise AuthorError(
                    f"{where(index)}: no region is open here; write {_written('BEGIN', kind)}"
                    " where it begins, or delete this line"
                )
            _refuse_empty(lines[begin + 1 : index], where(begin), kind)
            regions.append(Region(begin, index))
            begin = None
    if begin is not None:
        raise AuthorError(
            f"{where(begin)}: this region is never closed; write {_written('END', kind)}"
            " after its last line"
        )
    return tuple(regions)


def _marker(line: str, where: str, kind: Kind) -> str | None:
    if match := re.fullmatch(rf"[\s#=]*(BEGIN|END) {kind}[\s#=]*", line):
        return match.group(1)
    loose = kind.replace(" ", r"[\s_-]*")
    if re.search(rf"(BEGIN|END) {kind}|(?i:^[\s#=]*(begin|end)[\s_-]*{loose}S?[\s#=:]*$)", line):
        raise AuthorError(
            f"{where}: this is nearly the marker of a region; write {_written('BEGIN', kind)} or"
            f" {_written('END', kind)}, alone on its line"
        )
    return None


def _refuse_empty(inside: Sequence[str], where: str, kind: Kind) -> None:
    if not any(line.strip("# \t") for line in inside):
        raise AuthorError(
            f"{where}: this region is empty; write what it should hide, or delete its markers"
        )


def _written(edge: str, kind: Kind) -> str:
    fence = _FENCE[kind]
    return f"{fence} {edge} {kind}" + (f" {fence}" if fence == "===" else "")
