"""Marks that a person gave, kept until the very text that was marked is another one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_solution, is_task
from sqlalchemy import select
from traitlets import Instance

from autograder.gradebook.lookups import comments_of, grades_of


@dataclass(frozen=True)
class Marking:
    """What a submission's marks depend on, and what becomes of them.

    Attributes:
        marked: a hash of each text as it was when it was recorded last, by NOTEBOOK/CELL.
        asked: whether a person was being asked for a mark, by NOTEBOOK/CELL.
        waits: why a person has to look at a cell, whatever it scores by itself, by its name.
        code: a hash of the modules, which are what the cells of exercises grade.
        answers: a hash of each text as it is now; filled while the cells are recorded.
    """

    marked: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, bool] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    answers: dict[str, str] = field(default_factory=dict)


class SaveMarks(SaveAutoGrades):  # type: ignore[misc] # nbgrader is not typed
    """nbgrader's stage that saves scores, asking a person only where there is something new.

    nbgrader asks again for every mark whenever it autogrades, and never for an answer that is as
    it was released. Here a mark is asked for again when that answer's text, its pictures or the
    reason why it waits have changed; the old mark and its comment stay to be seen. A cell that
    waits is asked for though it has a score.

    Attributes:
        marking: set by the converter that runs this.
    """

    marking = Instance(Marking)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Save the scores and comments of a notebook; resources say whose and which."""
        about = resources["nbgrader"]
        self.notebook_id = about["notebook"]
        whose = (about["assignment"], about["student"], about["notebook"])
        with Gradebook(about["db_url"]) as gradebook:
            self._grades = grades_of(gradebook, *whose)
            self._comments = comments_of(gradebook, *whose)
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            gradebook.db.commit()
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader["grade_id"]
        grade = self._grades[name]
        grade.auto_score, _ = determine_grade(cell, self.log)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        place = f"{self.notebook_id}/{name}"
        waits = self.marking.waits.get(name, "")
        now = self.marking.answers[place] = _hash(cell, waits, self.marking.code)
        touched = grade.manual_score is not None or grade.extra_credit is not None
        if touched and self.marking.marked.get(place) == now:
            grade.needs_manual_grade = self.marking.asked.get(place, True)
        elif waits:
            grade.needs_manual_grade = True

    def _add_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader["grade_id"]
        untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
        # Where the cell waits, "No response." may be wrong.
        silent = untouched and not is_task(cell) and name not in self.marking.waits
        self._comments[name].auto_comment = "No response." if silent else None


def marks_asked_for(gradebook: Gradebook, assignment: str, student: str) -> dict[str, bool]:
    """Whether a person is being asked for a mark, by NOTEBOOK/CELL."""
    rows = gradebook.db.execute(
        select(Notebook.name, BaseCell.name, Grade.needs_manual_grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name == assignment, SubmittedAssignment.student_id == student)
    )
    return {f"{notebook}/{cell}": bool(asked) for notebook, cell, asked in rows}


def _hash(cell: NotebookNode, waits: str, code: str) -> str:
    """A hash of what a student wrote for a cell: its own text, or else the modules."""
    written = [cell.source, cell.get("attachments", {})] if is_solution(cell) else code
    return hashlib.sha256(json.dumps([written, waits], sort_keys=True).encode()).hexdigest()
