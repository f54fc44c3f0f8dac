"""Puts the released cells back into a notebook, looked up all at once."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SourceCell,
    TaskCell,
)
from nbgrader.preprocessors import OverwriteCells
from nbgrader.preprocessors.base import NbGraderPreprocessor
from sqlalchemy import select


class SourceCells(OverwriteCells):  # type: ignore[misc] # nbgrader is not typed
    """nbgrader's own stage, which asks the gradebook for each cell by itself."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the cells back; resources say which assignment and notebook."""
        about = resources["nbgrader"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        with Gradebook(about["db_url"]) as gradebook:
            self.gradebook = _Looked(gradebook, self.notebook_id, self.assignment_id)
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            if self.add_missing_cells:
                nb, resources = self.add_missing_grade_cells(nb, resources)
                nb, resources = self.add_missing_task_cells(nb, resources)
        return nb, resources


class _Looked:
    """A gradebook that has been asked for the cells of a notebook."""

    def __init__(self, gradebook: Gradebook, notebook: str, assignment: str) -> None:
        self._gradebook = gradebook
        self._sources, self._graded = (
            {
                cell.name: cell
                for kind in kinds
                for cell in gradebook.db.scalars(
                    select(kind)
                    .join(Notebook, kind.notebook_id == Notebook.id)
                    .join(Assignment, Notebook.assignment_id == Assignment.id)
                    .where(Notebook.name == notebook, Assignment.name == assignment)
                )
            }
            for kinds in ((SourceCell,), (GradeCell, TaskCell))
        )

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        """A cell as it was released; MissingEntry where there is none."""
        return _found(self._sources, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> GradeCell | TaskCell:
        """A cell with points; MissingEntry where there is none."""
        return _found(self._graded, name)

    def __getattr__(self, name: str) -> Any:
        """Anything else of the gradebook."""
        return getattr(self._gradebook, name)


def _found(cells: dict[str, Any], name: str) -> Any:
    if name not in cells:
        raise MissingEntry(f"No such cell: {name}")
    return cells[name]
