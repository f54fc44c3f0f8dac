"""Cells that are added to an assignment, or removed from it, after students have handed in.

nbgrader refuses both. Here the gradebook follows the assignment: submissions get a place for the
marks of a new cell, and the marks of a removed one are kept in a file, from which they come back
when the cell does. A cell that is renamed is one removed and another added.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import (
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)
from nbgrader.preprocessors import SaveCells
from sqlalchemy.orm import Session
from traitlets import List, Unicode

FILE = "removed.json"

_GRADE = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
_COMMENT = ("auto_comment", "manual_comment")
_TOLD = 5  # students who are named

Marks = dict[str, dict[str, Any]]  # by student, what the gradebook held, and the points there were
Cells = Mapping[type, Mapping[str, Any]]  # by table and name


@dataclass(frozen=True)
class CellChange:
    """An exercise or question that a release added or removed.

    Attributes:
        cell: its name.
        kind: "exercise" or "question".
        added: whether it was added, or else removed.
        submissions: how many there are.
        scores: by student, the score on it and its points; of an added one, those that came back.
        kept: where the marks of a removed one are.
    """

    cell: str
    kind: str
    added: bool
    submissions: int
    scores: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    kept: Path | None = None

    def __str__(self) -> str:
        name = f"{self.kind} {self.cell}"
        if self.added:
            count = f"{self.submissions} submission{'s are' if self.submissions > 1 else ' is'}"
            back = f"; back are the marks of {len(self.scores)}" if self.scores else ""
            return f"{name} added: {count} graded anew at the next run{back}"
        had = [f"{who} had {s:g} of {p:g} points on it" for who, (s, p) in self.scores.items()]
        rest = [f"{len(had) - _TOLD} more had some"] if len(had) > _TOLD else []
        told = ", ".join([*had[:_TOLD], *rest]) or "nobody had points on it"
        where = Path(*self.kept.parts[-4:]) if self.kept else FILE  # course/recorded/...
        return f"{name} removed: {told} (kept in {where})"


class SaveChangedCells(SaveCells):  # type: ignore[misc] # nbgrader is not typed
    """SaveCells that takes over cells which were added or removed after hand-ins.

    Attributes:
        recorded: the folder that holds, for each assignment, the marks of removed cells.
        changes: what students have to be told of.
    """

    recorded = Unicode(help="The folder for the marks of removed cells.").tag(config=True)
    changes: "List[Any]" = List()

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Register the cells of a notebook."""
        nb, resources = super().preprocess(nb, resources)
        for change in self.changes:
            self.log.warning("%s", change)
        return nb, resources

    def _create_notebook(self, nb: NotebookNode) -> None:
        """Register all cells or none: nbgrader's commits wait for the end of the transaction."""
        sessions = self.gradebook.db
        sessions.remove()
        with self.gradebook.engine.begin() as connection:
            sessions.configure(bind=connection)
            self._follow()
            super()._create_notebook(nb)
            sessions.remove()

    def _follow(self) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            return
        if notebook.submissions:
            planned = {
                GradeCell: self.new_grade_cells,
                SolutionCell: self.new_solution_cells,
                TaskCell: self.new_task_cells,
                SourceCell: self.new_source_cells,
            }
            file = Path(self.recorded) / self.assignment_id / FILE
            self.changes = follow(self.gradebook.db, notebook, planned, file)


def follow(db: Session, notebook: Notebook, planned: Cells, file: Path) -> list[CellChange]:
    """Make the cells of a submitted notebook those of the release.

    Args:
        db: the gradebook's session.
        notebook: as it was released before.
        planned: by table and name, what is to be known of each cell that there shall be.
        file: takes the marks of removed cells, and gives those of cells that come back.
    """
    there = _cells_of(notebook)
    gone = [there[t][name] for t in there for name in sorted(there[t].keys() - planned[t].keys())]
    new = [(t, name) for t in there for name in planned[t] if name not in there[t]]
    file_marks = _read(file)
    marks = file_marks.setdefault(notebook.name, {})
    marks |= {cell.name: {} for cell in gone}
    count = len(notebook.submissions)
    changes = []
    for cell in gone:
        _take_out(db, cell, marks[cell.name])
        if kind := _kind(cell, there):
            told = _scores(marks[cell.name])
            changes.append(CellChange(cell.name, kind, False, count, told, file))
    for table, name in new:
        cell, back = table(name=name, **planned[table][name]), marks.get(name, {})
        _put_in(db, notebook, cell, back)
        if kind := _kind(cell, planned):
            changes.append(CellChange(name, kind, True, count, _scores(back)))
    if gone:
        _write(file, file_marks)  # before the commit: rather in both places than in none
    db.commit()
    return changes


def _cells_of(notebook: Any) -> Cells:
    tables = {
        GradeCell: notebook.grade_cells,
        SolutionCell: notebook.solution_cells,
        TaskCell: notebook.task_cells,
        SourceCell: notebook.source_cells,
    }
    return {table: {cell.name: cell for cell in cells} for table, cells in tables.items()}


def _kind(cell: Any, cells: Cells) -> str:
    """What students call a cell with points; "" for one without."""
    if not isinstance(cell, GradeCell | TaskCell):
        return ""
    by_checks = isinstance(cell, GradeCell) and cell.cell_type == "code"
    return "exercise" if by_checks and cell.name not in cells[SolutionCell] else "question"


def _take_out(db: Session, cell: Any, marks: Marks) -> None:
    """Delete a cell with all that stands on it, which is added to the marks."""
    for table, fields in ((Grade, _GRADE), (Comment, _COMMENT)):
        for row in db.query(table).filter_by(cell_id=cell.id).all():
            held = {field: getattr(row, field) for field in fields}
            if table is Grade:
                held |= {"score": row.score, "points": cell.max_score}
            marks.setdefault(row.notebook.student.id, {}).update(held)
            db.delete(row)
    db.flush()
    db.delete(cell)
    db.flush()


def _put_in(db: Session, notebook: Any, cell: Any, marks: Marks) -> None:
    """Add a cell, and what students had on it when it was there before."""
    cell.notebook_id = notebook.id
    db.add(cell)
    db.flush()
    tables = {GradeCell: (Grade,), SolutionCell: (Comment,), TaskCell: (Grade, Comment)}
    for table in tables.get(type(cell), ()):
        fields = _GRADE if table is Grade else _COMMENT
        for submitted in notebook.submissions:
            held = marks.get(submitted.student.id, {})
            known = {field: held[field] for field in fields if field in held}
            db.add(table(cell_id=cell.id, notebook_id=submitted.id, **known))
    db.flush()


def _scores(marks: Marks) -> dict[str, tuple[float, float]]:
    """Who had points, how many, and of how many."""
    return {
        student: (held["score"], held["points"])
        for student, held in sorted(marks.items())
        if held.get("score")
    }


def _read(file: Path) -> dict[str, dict[str, Marks]]:
    """By notebook and cell, the marks of what was removed."""
    if not file.is_file():
        return {}
    found: dict[str, dict[str, Marks]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _write(file: Path, marks: Mapping[str, Mapping[str, Marks]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(marks, indent=1, ensure_ascii=False), encoding="utf-8")
    partial.replace(file)
