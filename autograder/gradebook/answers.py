"""A student's written answers, wherever in a notebook they stand."""

import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from autograder.gradebook.matching import Matched, is_answer, match_cells
from autograder.submissions.notebook_cells import Cell, Cells
from autograder.submissions.prose import is_prose, may_tell


@dataclass(frozen=True)
class Answer:
    """What a student wrote for one question.

    Attributes:
        text: the answer.
        attachments: its pictures, by name.
        cells: numbers of further cells of the student that it stands in.
        beside: whether it stands elsewhere than in its own cell.
    """

    text: str
    attachments: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[int, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class Answers:
    """The answers of a notebook.

    Attributes:
        found: by the index of the released cell; one without an answer is missing.
        unclaimed: whether other text of the student stands in the notebook, which may be one.
    """

    found: Mapping[int, Answer]
    unclaimed: bool

    @property
    def moved(self) -> Set[int]:
        """Numbers of the student's cells whose text is part of an answer."""
        return {number for answer in self.found.values() for number in answer.cells}


def find_answers(released: Sequence[NotebookNode], cells: Sequence[Cell], at: Matched) -> Answers:
    """Find the answers of a notebook: in their cells, or else beside them.

    Args:
        released: the cells as students got them.
        cells: the student's.
        at: which is which.
    """
    found: dict[int, Answer] = {}
    free = {number for some in at.after.values() for number in some if is_prose(cells[number])}
    for index, cell in enumerate(released):
        if is_answer(cell) and (answer := _answer(index, released, cells, at, free)) is not None:
            found[index] = answer
            free.difference_update(answer.cells)
    changed = (
        _added(released[index], cells[number])
        for index, number in at.own.items()
        if not is_answer(released[index]) and released[index].cell_type == "markdown"
    )
    above = {answer.text for answer in found.values()}
    other = any(text and text not in above for text in changed)
    return Answers(found, bool(free) or other or any(map(may_tell, _code(released, cells, at))))


def _code(released: Sequence[NotebookNode], cells: Sequence[Cell], at: Matched) -> Iterator[str]:
    """The code that a student added: cells, and lines of released ones."""
    for number in itertools.chain.from_iterable(at.after.values()):
        if cells[number].kind == "code":
            yield cells[number].source
    for index, number in at.own.items():
        if cells[number].kind == "code" and not is_answer(released[index]):
            known = set(released[index].source.splitlines())
            yield "\n".join(x for x in cells[number].source.splitlines() if x not in known)


def answers_in(released: Sequence[NotebookNode], notebook: Cells) -> Mapping[int, Answer]:
    """The answers of a notebook that is not the one that was taken."""
    at = match_cells(released, notebook.cells)
    return find_answers(released, notebook.cells, at).found


def _answer(
    index: int,
    released: Sequence[NotebookNode],
    cells: Sequence[Cell],
    at: Matched,
    free: Set[int],
) -> Answer | None:
    """The answer to one question; None where there is none."""
    number = at.own.get(index)
    if number is not None:
        own = cells[number]
        written = own.source.strip() not in ("", released[index].source.strip())
        if written or own.attachments:
            return Answer(own.source or released[index].source, own.attachments)
    for numbers in (at.after.get(index, ()), at.after.get(index - 1, ())):
        if some := tuple(n for n in numbers if n in free):
            pictures = {key: data for n in some for key, data in cells[n].attachments.items()}
            return Answer("\n\n".join(cells[n].source for n in some), pictures, some, beside=True)
    above = at.own.get(index - 1) if index else None
    if (
        above is None
        or released[index - 1].cell_type != "markdown"
        or is_answer(released[index - 1])
    ):
        return None
    more = _added(released[index - 1], cells[above])
    return Answer(more, cells[above].attachments, beside=True) if more else None


def _added(cell: NotebookNode, own: Cell) -> str:
    """What a student wrote into a released text; all of it where that was changed."""
    return own.source.replace(cell.source.strip(), "").strip()
