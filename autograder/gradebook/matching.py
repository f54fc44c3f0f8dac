"""Which of a student's cells is which of the released ones."""

import difflib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.submissions.notebook_cells import Cell


@dataclass(frozen=True)
class Matched:
    """The cells of a notebook beside those of its release.

    Attributes:
        own: index of the student's cell, by the index of the released one.
        after: indices of the student's other cells, by the index of the released cell that they
            stand below; -1 is the beginning.
    """

    own: Mapping[int, int]
    after: Mapping[int, tuple[int, ...]]


def grade_id(cell: NotebookNode) -> str:
    """Nbgrader's name of a released cell; "" without one."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_answer(cell: NotebookNode) -> bool:
    """True for a released cell that a student writes in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def match_cells(released: Sequence[NotebookNode], cells: Sequence[Cell]) -> Matched:
    """Match cells by nbgrader's name, then by their id, their text, and their place.

    A cell that was copied bears the name twice: the one that was written in counts.
    """
    own: dict[int, int] = {}
    taken: set[int] = set()

    def claim(pairs: Iterable[tuple[int, int]]) -> None:
        for index, number in pairs:
            if index not in own and number not in taken:
                own[index] = number
                taken.add(number)

    claim(_by_name(released, cells))
    claim(_by_key((str(cell.get("id", "")) for cell in released), (c.id for c in cells)))
    claim(_by_key((c.source.strip() for c in released), (c.source.strip() for c in cells)))
    claim(_by_place(released, cells, own))
    by_number = {number: index for index, number in own.items()}
    after: dict[int, list[int]] = {}
    above = -1
    for number in range(len(cells)):
        above = by_number.get(number, above)
        if number not in by_number:
            after.setdefault(above, []).append(number)
    return Matched(own, {index: tuple(numbers) for index, numbers in after.items()})


def _by_name(released: Sequence[NotebookNode], cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    for index, cell in enumerate(released):
        if not (name := grade_id(cell)):
            continue
        claims = [number for number, own in enumerate(cells) if own.name == name]
        written = [n for n in claims if cells[n].source.strip() not in ("", cell.source.strip())]
        if claims:
            yield index, (written if is_answer(cell) and written else claims)[0]


def _by_key(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Pairs of cells of one key that is found once on either side."""
    numbers = _unique(theirs)
    yield from ((i, numbers[key]) for key, i in _unique(ours).items() if key in numbers)


def _unique(keys: Iterable[str]) -> dict[str, int]:
    """The index of each key that is not empty and occurs once."""
    found: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        found.setdefault(key, []).append(index)
    return {key: some[0] for key, some in found.items() if key and len(some) == 1}


def _by_place(
    released: Sequence[NotebookNode], cells: Sequence[Cell], own: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of cells that stand between the same neighbors, where as many are left on each side.

    Of a code cell most of the text must be left: an experiment below it is not that cell.
    """
    marks = [(-1, -1), *sorted(own.items()), (len(released), len(cells))]
    for (index, number), (next_index, next_number) in itertools.pairwise(marks):
        ours = [i for i in range(index + 1, next_index) if i not in own]
        theirs = range(number + 1, next_number)
        if len(ours) != len(theirs):
            continue
        for i, n in zip(ours, theirs, strict=True):
            same = (released[i].cell_type == "code") == (cells[n].kind == "code")
            if same and (is_answer(released[i]) or _alike(released[i].source, cells[n].source)):
                yield i, n


def _alike(text: str, other: str) -> bool:
    few, many = text.splitlines()[:200], other.splitlines()[:200]
    return difflib.SequenceMatcher(None, few, many, autojunk=False).quick_ratio() > 0.5
