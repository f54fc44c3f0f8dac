"""A notebook built afresh from the release, with a student's answers put in."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from nbformat import NotebookNode, v4

from autograder.gradebook.matching import Matched, grade_id, is_answer, match_cells
from autograder.gradebook.outputs import Pictures, tidy_outputs, tidy_text
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.intake import Intake
from autograder.submissions.notebook_cells import Cell, Cells
from autograder.submissions.remains import pictures_in

CHANGED = "The locked cell above was changed. Its text was:"
ELSEWHERE = "*(This text stood in another cell, beside this one.)*"

_LONGEST = 50_000  # characters of an answer


@dataclass(frozen=True)
class Fresh:
    """A notebook that nbgrader can grade.

    Attributes:
        notebook: every released cell in its place, answers and outputs put in.
        notes: what was read otherwise than it lies there, and why.
    """

    notebook: NotebookNode
    notes: tuple[str, ...] = ()


def fresh_notebook(name: str, released: NotebookNode, intake: Intake) -> Fresh:
    """Build the notebook of a submission.

    Nothing of the student's file is taken but the text of answers and of further cells, and
    outputs and pictures that are text or pixels. An answer that may stand somewhere else than in
    its cell is given a text that says so: nbgrader has a person mark each answer that is not as it
    was released.

    Args:
        name: of the notebook, such as "dropout.ipynb".
        released: as students got it.
        intake: what was handed in.
    """
    path, found, notes = _choose(name, released, intake)
    cells = found.cells if found else ()
    if found and found.damage:
        notes.append(f"{path} was read, but {found.damage}.")
    matched = match_cells(released.cells, cells)
    builder = _Builder(released.cells, cells, matched, intake.handed)
    told = _why_answers_wait(found, notes, intake)
    new = v4.new_notebook(cells=list(builder.build(told, _photographs(intake)[:5])))
    for number, cell in enumerate(new.cells):
        cell.id = f"cell-{number}"
    new.metadata["language_info"] = {"name": "python"}
    return Fresh(new, (*notes, *builder.notes))


def _choose(
    name: str, released: NotebookNode, intake: Intake
) -> tuple[str, Cells | None, list[str]]:
    """The notebook that the student worked in, where it lies, and what is to be said of it."""
    known = {cell.source.strip() for cell in released.cells}
    worked_in = {
        path: cells
        for path, cells in intake.notebooks.items()
        if any(c.source.strip() not in known | {""} or c.outputs for c in cells.cells)
    }
    named = intake.notebooks.get(name)
    others = [path for path in worked_in if path != name]
    if named is not None and (name in worked_in or not others):
        said = [f"{path} was not read, because {name} was handed in." for path in others]
        return name, named, said[:5]
    if not others:
        why = intake.handed.unread.get(name, "")
        broken = "it holds no cell that can be read" if name in intake.handed.files else ""
        state = f"could not be read: {why or broken}" if why or broken else "was not handed in"
        return name, None, [f"{name} {state}."]
    path = min(others, key=lambda path: _rank(path, name))
    state = "is as it was released" if named else "was not handed in"
    said = [f"{path} was read as {name}, which {state}."]
    if len(others) > 1:
        more = ", ".join(other for other in others if other != path)[:300]
        said.append(f"There is more than one notebook: {more} was not read.")
    return path, worked_in[path], said


def _rank(path: str, name: str) -> tuple[bool, bool, str]:
    """Checkpoints last, and names that hold the right one first."""
    stem = name.removesuffix(".ipynb")
    return "checkpoint" in path, stem not in PurePosixPath(path).name, path


def _why_answers_wait(found: Cells | None, notes: Sequence[str], intake: Intake) -> str:
    """What an answer that is as released has to say, so that a person looks; "" for nothing."""
    if found is None:
        return f"*({notes[-1]} So whether this was answered is for a person to say.)*"
    if found.incomplete:
        return f"*(The notebook was read, but {found.damage}. The answer may be in what is lost.)*"
    places = [*intake.files.remains, *_photographs(intake)]
    return f"*(The answer may be in {', '.join(places[:5])}.)*" if places else ""


def _photographs(intake: Intake) -> list[str]:
    """The pictures that no code and no cell names, since what code names it may have drawn."""
    texts = [data for path, data in intake.handed.files.items() if path.endswith(".py")]
    cells = [c.source for cells in intake.notebooks.values() for c in cells.cells]
    written = b"\n".join(texts).decode("utf-8", "replace") + "\n".join(cells)
    return [p for p in pictures_in(intake.handed) if PurePosixPath(p).name not in written]


class _Builder:
    """The cells of one notebook, made from the released ones and the student's."""

    def __init__(
        self,
        released: Sequence[NotebookNode],
        cells: Sequence[Cell],
        matched: Matched,
        handed: HandedIn,
    ) -> None:
        self.notes: list[str] = []
        self._released = released
        self._cells = cells
        self._matched = matched
        self._pictures = Pictures(handed)
        self._moved: set[int] = set()  # the student's cells whose text was put into an answer

    def build(self, told: str, photographs: Sequence[str]) -> Iterator[NotebookNode]:
        """All cells, in order.

        Args:
            told: what an answer says that is as it was released; "" for nothing.
            photographs: pictures to be shown there.
        """
        answers = {
            index: self._answer(index, told, photographs)
            for index, cell in enumerate(self._released)
            if is_answer(cell)
        }
        yield from self._others(-1)
        for index, cell in enumerate(self._released):
            yield answers.get(index) or self._released_cell(index, cell)
            own = self._own(index)
            changed = own is not None and own.source.strip() != cell.source.strip()
            if own is not None and changed and _is_locked(cell):
                yield _plain(own.kind, f"{_comment(own.kind, CHANGED)}\n\n{own.source}")
            yield from self._others(index)

    def _own(self, index: int) -> Cell | None:
        number = self._matched.own.get(index)
        return None if number is None else self._cells[number]

    def _answer(self, index: int, told: str, photographs: Sequence[str]) -> NotebookNode:
        """An answer's cell: the student's text, or what stands beside it, or what is told."""
        cell, own = copy.deepcopy(self._released[index]), self._own(index)
        released = cell.source.strip()
        text = own.source if own else ""
        attachments = dict(own.attachments) if own else {}
        if text.strip() in ("", released) and not attachments:
            text, attachments = self._beside(index)
            if text:
                self.notes.append(f"An answer stood beside its cell {grade_id(cell)}.")
                text = f"{_comment(cell.cell_type, ELSEWHERE)}\n\n{text}"
            elif told:
                text = f"{cell.source}\n\n{_comment(cell.cell_type, told)}"
                text += "".join(f"\n\n![]({path})" for path in photographs)
            else:
                return cell
        cell.source = tidy_text(text, _LONGEST)
        if cell.cell_type == "markdown":
            self._pictures.attach(cell, attachments)
        elif own:
            _take_outputs(cell, own)
        return cell

    def _beside(self, index: int) -> tuple[str, dict[str, Any]]:
        """What stands below an answer's cell, or above it, and belongs to no released cell."""
        for numbers in (self._matched.after.get(index, ()), self._matched.after.get(index - 1, ())):
            found = [n for n in numbers if n not in self._moved and _is_prose(self._cells[n])]
            if found:
                self._moved.update(found)
                some = [self._cells[number] for number in found]
                attachments = {k: v for cell in some for k, v in cell.attachments.items()}
                return "\n\n".join(cell.source for cell in some), attachments
        above, own = self._released[index - 1], self._own(index - 1) if index else None
        if own is None or above.cell_type != "markdown" or is_answer(above):
            return "", {}
        more = own.source.replace(above.source.strip(), "").strip()
        return (more, dict(own.attachments)) if more else ("", {})

    def _released_cell(self, index: int, cell: NotebookNode) -> NotebookNode:
        """A released cell with the student's outputs, and text where that is free."""
        new, own = copy.deepcopy(cell), self._own(index)
        if own is not None:
            if not grade_id(cell):
                new.source = tidy_text(own.source, _LONGEST)
            if new.cell_type == "code":
                _take_outputs(new, own)
        return new

    def _others(self, index: int) -> Iterator[NotebookNode]:
        """The student's further cells below a released one."""
        for number in self._matched.after.get(index, ()):
            cell = self._cells[number]
            if number not in self._moved and cell.source.strip():
                new = _plain(cell.kind, cell.source)
                if new.cell_type == "code":
                    _take_outputs(new, cell)
                else:
                    self._pictures.attach(new, cell.attachments)
                yield new


def _plain(kind: str, source: str) -> NotebookNode:
    text = tidy_text(source, _LONGEST)
    cell: NotebookNode = v4.new_code_cell(text) if kind == "code" else v4.new_markdown_cell(text)
    return cell


def _take_outputs(cell: NotebookNode, own: Cell) -> None:
    cell.outputs = tidy_outputs(own.outputs)


def _comment(kind: str, text: str) -> str:
    return f"# {text}" if kind == "code" else text


def _is_locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def _is_prose(cell: Cell) -> bool:
    """True for a text; also where a code cell holds one, as a new cell does at first."""
    if not cell.source.strip():
        return bool(cell.attachments)
    if cell.kind != "code":
        return True
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    failed = any(output.get("ename") == "SyntaxError" for output in cell.outputs)
    code = any(sign in cell.source for sign in "=(")
    return all(line.startswith("#") for line in lines) or failed or not (code or cell.outputs)
