"""A notebook built afresh from the release, with a student's answers put in."""

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from nbformat import NotebookNode, v4

from autograder.gradebook.answers import Answer, Answers, answers_in, find_answers
from autograder.gradebook.matching import Matched, grade_id, is_answer, match_cells
from autograder.gradebook.outputs import Outputs, Pictures, tidy_text
from autograder.submissions.intake import Intake
from autograder.submissions.notebook_cells import Cell, Cells
from autograder.submissions.reading import short
from autograder.submissions.remains import pictures_in
from autograder.submissions.sources import is_checkpoint

CHANGED = "The locked cell above was changed. Its text was:"
ELSEWHERE = "*(This text stood in another cell, beside this one.)*"

_LONGEST = 50_000  # characters of an answer
_MAX_FREE = 300_000  # characters of all that a student wrote elsewhere
_MAX_NAMED = 5
_MAX_PICTURES = 100  # that are looked for among the texts
_MAX_WRITTEN = 4 << 20  # characters of those


@dataclass(frozen=True)
class Fresh:
    """A notebook that nbgrader can grade.

    Attributes:
        notebook: every released cell in its place, answers and outputs put in.
        notes: what was read otherwise than it lies there, and why.
    """

    notebook: NotebookNode
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Chosen:
    """The notebook that a student worked in.

    Attributes:
        path: where it lies.
        cells: what could be read of it; None where there is none.
        others: further notebooks that were worked in, by their paths.
        notes: what is to be said of it.
    """

    path: str
    cells: Cells | None
    others: Mapping[str, Cells]
    notes: tuple[str, ...]


def fresh_notebook(
    name: str, released: NotebookNode, intake: Intake, siblings: Collection[str] = ()
) -> Fresh:
    """Build the notebook of a submission.

    Nothing of the student's file is taken but the text of answers and of further cells, and
    outputs and pictures that are text or pixels. An answer that may stand somewhere else than in
    its cell is given a text that says so: nbgrader has a person mark each answer that is not as it
    was released.

    Args:
        name: of the notebook, such as "dropout.ipynb".
        released: as students got it.
        intake: what was handed in.
        siblings: names of all notebooks of the assignment.
    """
    chosen = _choose(name, released, intake, siblings)
    notes = list(chosen.notes)
    cells = chosen.cells.cells if chosen.cells else ()
    if chosen.cells and chosen.cells.damage:
        notes.append(f"{chosen.path} was read, but {chosen.cells.damage}.")
    matched = match_cells(released.cells, cells)
    answers = find_answers(released.cells, cells, matched)
    for index, answer in answers.found.items():
        if answer.beside:
            name = grade_id(released.cells[index])
            notes.append(f"The answer to “{name}” stood in another cell, beside the one for it.")
    answers = _with_others(answers, released.cells, chosen.others)
    photographs = _photographs(intake)[:_MAX_NAMED]
    told = _why_answers_wait(chosen, answers, intake, photographs)
    builder = _Builder(released.cells, cells, matched, answers, Pictures(intake.handed))
    new = v4.new_notebook(cells=list(builder.build(told, photographs)))
    for number, cell in enumerate(new.cells):
        cell.id = f"cell-{number}"
    new.metadata["language_info"] = {"name": "python"}
    return Fresh(new, tuple(notes))


def _choose(
    name: str, released: NotebookNode, intake: Intake, siblings: Collection[str]
) -> _Chosen:
    """The notebook that the student worked in, where it lies, and what is to be said of it."""
    known = {cell.source.strip() for cell in released.cells}
    worked_in = {
        path: cells
        for path, cells in intake.notebooks.items()
        if path == name or path not in siblings
        if any(c.source.strip() not in known | {""} or c.outputs for c in cells.cells)
    }
    named = intake.notebooks.get(name)
    others = {path: cells for path, cells in worked_in.items() if path != name}
    if named is not None and (name in worked_in or not others):
        told = [
            path for path, cells in others.items() if not is_checkpoint(path) and cells != named
        ]
        said = [f"{path} was not read, because {name} was handed in." for path in told]
        return _Chosen(name, named, others, tuple(said[:_MAX_NAMED]))
    if not others:
        why = intake.handed.unread.get(name, "")
        broken = "it holds no cell that can be read" if name in intake.handed.files else ""
        state = f"could not be read: {why or broken}" if why or broken else "was not handed in"
        return _Chosen(name, None, {}, (f"{name} {state}.",))
    path = min(others, key=lambda path: _rank(path, name))
    state = "is as it was released" if named else "was not handed in"
    said = [f"{path} was read as {name}, which {state}."]
    cells = others.pop(path)
    if told := [other for other in others if others[other] != cells]:
        more = ", ".join(map(short, told[:_MAX_NAMED]))
        said.append(f"There is more than one notebook: {more} was not read.")
    return _Chosen(path, cells, others, tuple(said))


def _rank(path: str, name: str) -> tuple[bool, bool, str]:
    """Checkpoints last, and names that hold the right one first."""
    stem = name.removesuffix(".ipynb")
    return is_checkpoint(path), stem not in PurePosixPath(path).name, path


def _with_others(
    answers: Answers, released: Sequence[NotebookNode], others: Mapping[str, Cells]
) -> Answers:
    """The answers of a notebook, and those that it lacks from the others."""
    found = dict(answers.found)
    for path, cells in others.items():
        for index, answer in answers_in(released, cells).items():
            where = _comment(released[index].cell_type, f"*(This text stood in {path}.)*")
            found.setdefault(index, Answer(f"{where}\n\n{answer.text}", answer.attachments))
    return replace(answers, found=found)


def _why_answers_wait(
    chosen: _Chosen, answers: Answers, intake: Intake, photographs: Sequence[str]
) -> str:
    """What an answer that is as released has to say, so that a person looks; "" for nothing."""
    said = []
    if chosen.cells is None:
        said.append(f"{chosen.notes[-1]} A person has to say whether this was answered.")
    elif chosen.cells.incomplete:
        lost = "The answer may be in what is lost."
        said.append(f"The notebook was read, but {chosen.cells.damage}. {lost}")
    if answers.unclaimed:
        said.append("The answer may be in another cell of this notebook.")
    if places := [*intake.files.remains, *photographs][:_MAX_NAMED]:
        said.append(f"The answer may be in {', '.join(places)}.")
    return f"*({' '.join(said)})*" if said else ""


def _photographs(intake: Intake) -> list[str]:
    """The pictures that no code and no cell names, since what code names it may have drawn."""
    texts = [
        data.decode("utf-8", "replace")
        for path, data in intake.handed.files.items()
        if path.endswith(".py")
    ]
    texts += [cell.source for cells in intake.notebooks.values() for cell in cells.cells]
    written = "\n".join(texts)[:_MAX_WRITTEN]
    pictures = pictures_in(intake.handed)[:_MAX_PICTURES]
    return [path for path in pictures if PurePosixPath(path).name not in written]


class _Builder:
    """The cells of one notebook, made from the released ones and the student's."""

    def __init__(
        self,
        released: Sequence[NotebookNode],
        cells: Sequence[Cell],
        matched: Matched,
        answers: Answers,
        pictures: Pictures,
    ) -> None:
        self._released = released
        self._cells = cells
        self._matched = matched
        self._answers = answers
        self._pictures = pictures
        self._outputs = Outputs()
        self._room = _MAX_FREE

    def build(self, told: str, photographs: Sequence[str]) -> Iterator[NotebookNode]:
        """All cells, in order.

        Args:
            told: what an answer says that is as it was released; "" for nothing.
            photographs: pictures to be shown there.
        """
        shown = "".join(f"\n\n![](<{path}>)" for path in photographs)
        yield from self._others(-1)
        for index, cell in enumerate(self._released):
            if is_answer(cell):
                yield self._answer(index, told, shown)
            else:
                yield self._released_cell(index, cell)
                yield from self._changed(index, cell)
            yield from self._others(index)

    def _own(self, index: int) -> Cell | None:
        number = self._matched.own.get(index)
        return None if number is None else self._cells[number]

    def _answer(self, index: int, told: str, shown: str) -> NotebookNode:
        """An answer's cell: with the answer, or with what is told, or as it was released."""
        cell, own = copy.deepcopy(self._released[index]), self._own(index)
        answer = self._answers.found.get(index)
        if answer is None and not told:
            return cell
        if answer is None:
            answer = Answer(f"{cell.source}\n\n{_comment(cell.cell_type, told)}{shown}")
        elif answer.beside:
            answer = replace(answer, text=f"{_comment(cell.cell_type, ELSEWHERE)}\n\n{answer.text}")
        cell.source = tidy_text(answer.text, _LONGEST)
        if cell.cell_type == "markdown":
            self._pictures.attach(cell, answer.attachments)
        elif own:
            cell.outputs = self._outputs.tidy(own.outputs)
        return cell

    def _changed(self, index: int, cell: NotebookNode) -> Iterator[NotebookNode]:
        """The student's text of a locked cell, where that was changed."""
        own = self._own(index)
        if own is not None and _is_locked(cell) and own.source.strip() != cell.source.strip():
            yield self._plain(own.kind, f"{_comment(own.kind, CHANGED)}\n\n{own.source}")

    def _released_cell(self, index: int, cell: NotebookNode) -> NotebookNode:
        """A released cell with the student's outputs, and text where that is free."""
        new, own = copy.deepcopy(cell), self._own(index)
        if own is not None:
            if not grade_id(cell):
                new.source = self._free(own.source)
            if new.cell_type == "code":
                new.outputs = self._outputs.tidy(own.outputs)
        return new

    def _others(self, index: int) -> Iterator[NotebookNode]:
        """The student's further cells below a released one."""
        for number in self._matched.after.get(index, ()):
            cell = self._cells[number]
            if number not in self._answers.moved and cell.source.strip():
                new = self._plain(cell.kind, cell.source)
                if new.cell_type == "code":
                    new.outputs = self._outputs.tidy(cell.outputs)
                else:
                    self._pictures.attach(new, cell.attachments)
                yield new

    def _plain(self, kind: str, source: str) -> NotebookNode:
        text = self._free(source)
        code = kind == "code"
        cell: NotebookNode = v4.new_code_cell(text) if code else v4.new_markdown_cell(text)
        return cell

    def _free(self, source: str) -> str:
        """A text that is no answer, as far as a page has room for it."""
        text = tidy_text(source, min(_LONGEST, self._room))
        self._room = max(0, self._room - len(text))
        return text


def _comment(kind: str, text: str) -> str:
    return f"# {text}" if kind == "code" else text


def _is_locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))
